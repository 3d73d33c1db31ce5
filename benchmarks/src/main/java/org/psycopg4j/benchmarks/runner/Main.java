// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.replay.ReplayServer;
import org.psycopg4j.benchmarks.report.Report;
import org.psycopg4j.benchmarks.results.Machine;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.RunFile;
import org.psycopg4j.testkit.PostgresServer;

/** The benchmarks' program: makes the tables, runs the workloads, writes the report. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options = Options.parse(List.of(arguments));
    System.setProperty("java.awt.headless", "true"); // charts are drawn into files
    Run run = options.from() == null ? measure(options) : RunFile.read(options.from());
    String text = Report.text(run);
    if (options.report() != null) {
      System.out.println("The report is " + Report.write(run, options.report()));
    } else {
      System.out.print(text);
    }
    if (options.out() != null) {
      Files.writeString(options.out(), text);
    }
  }

  /** Does what the arguments of {@link #main} say; the report is neither printed nor kept. */
  public static String report(List<String> arguments) throws IOException {
    return Report.text(measure(Options.parse(arguments)));
  }

  private static Run measure(Options options) throws IOException {
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    Machine machine = Surroundings.machine();
    try (OutsideDrivers outside = new OutsideDrivers(options);
        PostgresServer server = server(options)) {
      server.execute(Tables.DROP);
      for (String statement : options.tables().create()) {
        server.execute(statement);
      }
      List<Measured> measured = new ArrayList<>();
      Map<String, String> libraries = Libraries.versions(ClassPath.current());
      outside.all().forEach(driver -> libraries.putAll(driver.versions()));
      Run run =
          new Run(date, machine, Surroundings.server(server), options.turns(), libraries, measured);
      Target target = Target.of(server);
      try (Progress progress = Progress.onTerminalOrLog();
          ReplayServer replay = ReplayServer.start(target);
          Benchmark benchmark =
              new Benchmark(options, target.withReplay(replay.port()), progress, outside.all())) {
        benchmark.run(measured::add);
      } catch (IOException | RuntimeException e) {
        keep(run, options.report());
        throw e;
      }
      server.execute(Tables.DROP);
      return run;
    }
  }

  /** Reports the workloads that were done before one failed. */
  private static void keep(Run run, @Nullable Path directory) throws IOException {
    if (directory != null && !run.workloads().isEmpty()) {
      System.err.println("What was measured so far is in " + Report.write(run, directory));
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
        .setting("max_connections", "500") // each driver has ten, on each JDK
        .start();
  }
}
