// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.results.Turns;

/**
 * What was asked for on the command line.
 *
 * @param tables how large the tables are
 * @param rounds how often each driver has its turn
 * @param sliceMillis how long a turn is
 * @param warmUpMillis how long each driver works on a workload before the first round
 * @param seed of the order of turns
 * @param workloads the names of those to run, all if empty
 * @param drivers the names of those to run, all if empty
 * @param javas the homes of the JDKs that drivers run on, this program's own if empty
 * @param jvmOptions of the drivers' processes
 * @param dsn a server to use; null for a throw-away one
 * @param out a file for the report as one text, or null
 * @param report a directory for the report with its charts, or null
 * @param from the results of an earlier run, to be reported instead of measuring; or null
 */
record Options(
    Tables tables,
    int rounds,
    int sliceMillis,
    int warmUpMillis,
    long seed,
    List<String> workloads,
    List<String> drivers,
    List<Path> javas,
    List<String> jvmOptions,
    @Nullable String dsn,
    @Nullable Path out,
    @Nullable Path report,
    @Nullable Path from) {
  static final String USAGE =
      """
      --short            a look in about five minutes: fewer rows, fewer and shorter turns
      --rounds N         turns of each driver (5, short 3)
      --slice MILLIS     length of a turn (2000, short 250)
      --warm-up MILLIS   before the first round (10000, short 750)
      --rows N           rows of the scan (1000000, short 100000)
      --seed N           of the order of turns (1)
      --workload NAME    only this one; may be repeated
      --driver NAME      only this one; may be repeated
      --java HOME        a JDK for the drivers' processes; may be repeated (this program's)
      --jvm OPTION       for the drivers' processes; may be repeated (-Xms1g -Xmx2g)
      --dsn DSN          a running server; its schema psycopg4j_benchmarks is replaced
      --out FILE         writes the report there too, as one text without charts
      --report [DIR]     writes the report with its charts, and the results (docs/benchmarks)
      --from FILE        measures nothing: reports these results, of an earlier --report
      """;

  private static final Path REPORT = Path.of("docs", "benchmarks");
  private static final int LOOKUP_ROWS = 100_000;

  static Options parse(List<String> arguments) {
    boolean brief = arguments.contains("--short");
    int rounds = brief ? 3 : 5;
    int slice = brief ? 250 : 2000;
    int warmUp = brief ? 750 : 10_000;
    int rows = brief ? 100_000 : 1_000_000;
    long seed = 1;
    List<String> workloads = new ArrayList<>();
    List<String> drivers = new ArrayList<>();
    List<Path> javas = new ArrayList<>();
    List<String> jvm = new ArrayList<>();
    String dsn = null;
    Path out = null;
    Path report = null;
    Path from = null;
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (option.equals("--short")) {
        continue;
      }
      if (option.equals("--report") && !hasValue(arguments, i)) {
        report = REPORT;
        continue;
      }
      if (++i == arguments.size()) {
        throw new IllegalArgumentException(option + " is unknown or needs a value\n" + USAGE);
      }
      String value = arguments.get(i);
      switch (option) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--slice" -> slice = Integer.parseInt(value);
        case "--warm-up" -> warmUp = Integer.parseInt(value);
        case "--rows" -> rows = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--workload" -> workloads.add(value);
        case "--driver" -> drivers.add(value);
        case "--java" -> javas.add(Path.of(value));
        case "--jvm" -> jvm.add(value);
        case "--dsn" -> dsn = value;
        case "--out" -> out = Path.of(value);
        case "--report" -> report = Path.of(value);
        case "--from" -> from = Path.of(value);
        default -> throw new IllegalArgumentException("no option " + option + "\n" + USAGE);
      }
    }
    return new Options(
        new Tables(rows, LOOKUP_ROWS),
        rounds,
        slice,
        warmUp,
        seed,
        List.copyOf(workloads),
        List.copyOf(drivers),
        List.copyOf(javas),
        jvm.isEmpty() ? List.of("-Xms1g", "-Xmx2g") : List.copyOf(jvm),
        dsn,
        out,
        report,
        from);
  }

  private static boolean hasValue(List<String> arguments, int option) {
    return option + 1 < arguments.size() && !arguments.get(option + 1).startsWith("--");
  }

  /** What of it a report tells. */
  Turns turns() {
    return new Turns(rounds, sliceMillis, warmUpMillis, seed, jvmOptions);
  }
}
