// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.report.Markdown;
import org.psycopg4j.testkit.PostgresServer;

/** The program of the pools' benchmarks: check-outs, contests, restarts; prints the report. */
public final class Main {
  private static final Tables TABLES = new Tables(1, 1);

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(TrialOptions.USAGE);
      return;
    }
    TrialOptions options = TrialOptions.parse(List.of(arguments));
    Markdown report = new Markdown();
    if (options.wants("check-out")) {
      report.add(org.psycopg4j.benchmarks.runner.Main.report(checkOuts(options)));
    }
    if (options.wants("contended") || options.wants("restart")) {
      try (PostgresServer server = PostgresServer.builder().setting("jit", "off").start()) {
        TABLES.create().forEach(server::execute);
        head(options, server, report);
        if (options.wants("contended")) {
          Contests.run(options, Target.of(server), report);
        }
        if (options.wants("restart")) {
          new Restarts(options, server, report).run();
        }
      }
    }
    System.out.print(report);
    if (options.out() != null) {
      Files.writeString(options.out(), report.toString());
    }
  }

  private static void head(TrialOptions options, PostgresServer server, Markdown report) {
    report.add("# Pools under threads and restarts\n");
    report.add(
        "%s %s, %d processors, %s %s; PostgreSQL %s; one JVM; %d rounds of %d ms, seed %d."
            .formatted(
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                server.execute("show server_version").get(0).get(0),
                options.rounds(),
                options.sliceMillis(),
                options.seed()));
  }

  /** The part that the drivers' runner does. */
  private static List<String> checkOuts(TrialOptions options) {
    List<String> arguments = new ArrayList<>();
    if (options.brief()) {
      arguments.add("--short");
    }
    arguments.addAll(
        List.of(
            "--rounds", Integer.toString(options.rounds()),
            "--slice", Integer.toString(options.sliceMillis()),
            "--seed", Long.toString(options.seed()),
            "--rows", Integer.toString(TABLES.scanRows()),
            "--workload", PoolKind.CHECK_OUT,
            "--workload", PoolKind.CHECK_OUT_SELECT));
    for (PoolKind kind : options.pools()) {
      arguments.add("--driver");
      arguments.add(kind.name());
    }
    return arguments;
  }
}
