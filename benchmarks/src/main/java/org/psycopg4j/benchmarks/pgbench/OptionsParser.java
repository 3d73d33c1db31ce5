// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.pgbench.drivers.PgbenchDriver;

/** Arguments as they are read. Used once. */
final class OptionsParser {
  private static final double MILLIS_PER_SECOND = 1000;

  private Duration warmUp = Duration.ofSeconds(5);
  private Duration duration = Duration.ofSeconds(30);
  private int timeoutSeconds = 2;
  private int connections = 10;
  private @Nullable String host;
  private int port = 5432;
  private String user = "postgres";
  private String database = "postgres";
  private boolean json;
  private boolean oneCore = true;
  private final List<String> jvm = new ArrayList<>();
  private List<String> drivers = PgbenchDriver.titles();
  private List<String> queries = Queries.names();
  private String python = "python3";
  private int rounds = 1;
  private @Nullable Path out;
  private final List<String> operands = new ArrayList<>();

  private OptionsParser() {}

  static Options parse(List<String> arguments) {
    OptionsParser parser = new OptionsParser();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (!argument.startsWith("--")) {
        parser.operands.add(argument);
      } else if (argument.equals("--unconstrained")) {
        parser.oneCore = false;
      } else {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (equals < 0 && !rest.hasNext()) {
          throw new IllegalArgumentException(name + " is unknown or needs a value");
        }
        parser.option(name, equals < 0 ? rest.next() : argument.substring(equals + 1));
      }
    }
    return parser.options();
  }

  private void option(String name, String value) {
    switch (name) {
      case "--warmup-time" -> warmUp = seconds(name, value);
      case "--duration" -> duration = seconds(name, value);
      case "--timeout" -> timeoutSeconds = positive(name, value);
      case "--concurrency" -> connections = positive(name, value);
      case "--pghost" -> host = value;
      case "--pgport" -> port = positive(name, value);
      case "--pguser" -> user = value;
      case "--pgdatabase" -> database = value;
      case "--output-format" -> json = isJson(value);
      case "--jvm" -> jvm.add(value);
      case "--drivers" -> drivers = list(value);
      case "--queries" -> queries = list(value);
      case "--python" -> python = value;
      case "--rounds" -> rounds = positive(name, value);
      case "--out" -> out = Path.of(value);
      default -> throw new IllegalArgumentException("no option " + name);
    }
  }

  private Options options() {
    if (operands.size() > 2) {
      throw new IllegalArgumentException("wanted a driver and a query file, got " + operands);
    }
    boolean run = operands.size() == 2;
    if (!operands.isEmpty()) {
      drivers = List.of(operands.get(0));
    }
    for (String driver : drivers) {
      if (run || !Python.DRIVERS.contains(driver)) {
        PgbenchDriver.named(driver);
      }
    }
    queries.forEach(Queries::requireName);
    return new Options(
        new Load(warmUp, duration, timeoutSeconds, connections),
        host,
        port,
        user,
        database,
        json,
        oneCore,
        List.copyOf(jvm),
        run ? operands.get(0) : null,
        run ? operands.get(1) : null,
        drivers,
        queries,
        python,
        rounds,
        out);
  }

  private static boolean isJson(String value) {
    return switch (value) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new IllegalArgumentException("--output-format is text or json");
    };
  }

  private static List<String> list(String value) {
    return List.of(value.split(",", -1));
  }

  private static Duration seconds(String name, String value) {
    double seconds = number(name, value);
    if (!(seconds >= 0 && seconds <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " is no number of seconds: " + value);
    }
    return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
  }

  private static int positive(String name, String value) {
    double number = number(name, value);
    if (!(number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
      throw new IllegalArgumentException(name + " is no positive whole number: " + value);
    }
    return (int) number;
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no number: " + value, e);
    }
  }
}
