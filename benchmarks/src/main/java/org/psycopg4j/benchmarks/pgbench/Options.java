// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.Target;

/**
 * What was asked for on the command line.
 *
 * @param host an address, or the directory of a Unix-domain socket; null if none was named
 * @param json whether a run's outcome is printed as JSON
 * @param oneCore whether drivers have one processor
 * @param jvm more options for their JVMs
 * @param driver the one of the run, or null
 * @param queryFile the file of the run, or null for a contest
 * @param drivers those of a contest
 * @param queries those of a contest
 * @param python the program that runs those of Python
 * @param rounds how often each of them is run
 * @param out a file for the table, or null
 */
record Options(
    Load load,
    @Nullable String host,
    int port,
    String user,
    String database,
    boolean json,
    boolean oneCore,
    List<String> jvm,
    @Nullable String driver,
    @Nullable String queryFile,
    List<String> drivers,
    List<String> queries,
    String python,
    int rounds,
    @Nullable Path out) {
  static final String USAGE =
      """
      pgbench_java [options] DRIVER QUERYFILE   one run; the file - is standard input
      pgbench_java [options] [DRIVER]           a contest over the tool's seven queries

      --warmup-time SECONDS    unmeasured, before each run (5)
      --duration SECONDS       of each run (30)
      --timeout SECONDS        the longest that a query takes (2)
      --concurrency N          connections (10)
      --pghost HOST            address, or directory of a Unix-domain socket
                               (127.0.0.1; for a contest a throw-away server)
      --pgport N               (5432)
      --pguser NAME            (postgres)
      --pgdatabase NAME        (postgres)
      --output-format FORMAT   of a run: text or json (text)
      --unconstrained          as many processors as there are, instead of one
      --jvm OPTION             for the drivers' JVMs; may be repeated
      of a contest:
      --drivers LIST           of psycopg4j,psycopg4j-async,pgjdbc,vertx (these)
                               and python-asyncpg,python-psycopg2
      --queries LIST           of 1-pg_type,2-generate_series,3-large_object,4-arrays,
                               5-copyfrom,6-batch,7-oneplusone (these)
      --python PROGRAM         that has their modules (python3)
      --rounds N               runs of each, whose median counts (1)
      --out FILE               writes the table there too
      """;

  /**
   * Parses arguments: {@code --name=value} or {@code --name value}.
   *
   * @throws IllegalArgumentException if they are not what {@link #USAGE} says
   */
  static Options parse(List<String> arguments) {
    return OptionsParser.parse(arguments);
  }

  /** The server that was named. */
  Target target() {
    return new Target(
        host == null ? "127.0.0.1" : host,
        port,
        user,
        database,
        System.getenv("PGPASSWORD"),
        null,
        0);
  }
}
