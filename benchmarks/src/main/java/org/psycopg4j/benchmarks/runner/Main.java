// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.replay.ReplayServer;
import org.psycopg4j.testkit.PostgresServer;

/** The benchmarks' program: makes the tables, runs the workloads, prints the report. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options = Options.parse(List.of(arguments));
    String report = report(options);
    System.out.print(report);
    if (options.out() != null) {
      Files.writeString(options.out(), report);
    }
  }

  /** Does what the arguments of {@link #main} say; the report is neither printed nor kept. */
  public static String report(List<String> arguments) throws IOException {
    return report(Options.parse(arguments));
  }

  private static String report(Options options) throws IOException {
    try (PostgresServer server = server(options)) {
      server.execute(Tables.DROP);
      for (String statement : options.tables().create()) {
        server.execute(statement);
      }
      String version = String.valueOf(server.execute("show server_version").get(0).get(0));
      String report;
      Target target = Target.of(server);
      try (ReplayServer replay = ReplayServer.start(target);
          Benchmark benchmark = new Benchmark(options, target.withReplay(replay.port()))) {
        report = Report.of(benchmark.run(), options, version);
      }
      server.execute(Tables.DROP);
      return report;
    }
  }

  /* What would run by itself or draw dice on the server is off, so that rounds are alike. */
  private static PostgresServer server(Options options) {
    if (options.dsn() != null) {
      System.setProperty("psycopg4j.test.dsn", options.dsn());
      return PostgresServer.shared();
    }
    return PostgresServer.builder()
        .hba(Tables.SCRAM_HBA)
        .setting("synchronous_commit", "off")
        .setting("jit", "off")
        .setting("autovacuum", "off")
        .setting("max_parallel_workers_per_gather", "0")
        .setting("shared_buffers", "512MB")
        .start();
  }
}
