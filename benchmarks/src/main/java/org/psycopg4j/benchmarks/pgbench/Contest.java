// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pgbench.drivers.Psycopg4jOptions;
import org.psycopg4j.testkit.PostgresServer;

/** Drivers beside each other over the tool's queries, each run in a process of its own. */
final class Contest {
  private static final String SCRIPT = "pgbench_python.py";

  private final Options options;
  private final Child child;
  private final Scores perSecond;
  private final Scores perCpuSecond;
  private boolean failed;

  Contest(Options options) {
    this.options = options;
    this.child = new Child(options);
    this.perSecond = new Scores("rows/s", options.drivers(), options.queries());
    this.perCpuSecond = new Scores("rows/s of client CPU", options.drivers(), options.queries());
  }

  /** Prints the tables; returns 0, or 1 if a run has failed that should not have. */
  int run() throws IOException, InterruptedException {
    if (options.host() != null) {
      run(options.target());
    } else {
      try (PostgresServer server = server()) {
        run(Target.of(server));
      }
    }
    return failed ? Runner.FAILED : 0;
  }

  /* As for the other benchmarks, what would run by itself on the server is off. */
  private static PostgresServer server() {
    return PostgresServer.builder()
        .setting("synchronous_commit", "off")
        .setting("jit", "off")
        .setting("autovacuum", "off")
        .setting("shared_buffers", "512MB")
        .setting("max_wal_size", "8GB")
        .setting("max_connections", "300")
        .start();
  }

  private void run(Target target) throws IOException, InterruptedException {
    String head = head(target);
    Path directory = Files.createTempDirectory("pgbench");
    try {
      Map<String, Path> files = new LinkedHashMap<>();
      for (String query : options.queries()) {
        Path file = directory.resolve(query + ".json");
        files.put(query, Files.writeString(file, Queries.json(query)));
      }
      Path script = Files.writeString(directory.resolve(SCRIPT), Python.script());
      for (int round = 1; round <= options.rounds(); round++) {
        for (Map.Entry<String, Path> query : files.entrySet()) {
          for (String driver : options.drivers()) {
            note(driver, query.getKey(), ended(target, driver, script, query.getValue()));
          }
        }
      }
    } finally {
      delete(directory);
    }
    String report = head + "\n\n" + perSecond.markdown() + "\n" + perCpuSecond.markdown();
    System.out.print(report);
    if (options.out() != null) {
      Files.writeString(options.out(), report);
    }
  }

  private Child.Ended ended(Target target, String driver, Path script, Path queryFile)
      throws IOException, InterruptedException {
    return Python.DRIVERS.contains(driver)
        ? child.python(target, script, Python.module(driver), queryFile)
        : child.java(target, driver, queryFile);
  }

  private void note(String driver, String query, Child.Ended run) throws IOException {
    if (run.exitCode() == 0) {
      JsonNode json = new ObjectMapper().readTree(run.output());
      double seconds = json.get("duration").doubleValue();
      double rows = json.get("rows").doubleValue();
      perSecond.add(driver, query, rows / seconds);
      perCpuSecond.add(driver, query, rows / json.get("cpu").doubleValue());
      System.err.printf(
          Locale.ROOT,
          "%-20s %-16s %,10.0f queries/s%n",
          driver,
          query,
          json.get("queries").doubleValue() / seconds);
    } else {
      failed |= run.exitCode() != Runner.UNSUPPORTED;
      System.err.printf("%-20s %-16s exit code %d%n", driver, query, run.exitCode());
    }
  }

  private String head(Target target) {
    String version;
    try (Connection connection = Psycopg.connect(Psycopg4jOptions.of(target))) {
      version = String.valueOf(connection.getParameterStatus("server_version"));
    }
    return "%s %s, %s; PostgreSQL %s; %d connections, %s s after %s s of warm-up, rounds: %d."
        .formatted(
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"),
            processors(),
            version,
            options.load().connections(),
            Load.seconds(options.load().duration()),
            Load.seconds(options.load().warmUp()),
            options.rounds());
  }

  private String processors() {
    int all = Runtime.getRuntime().availableProcessors();
    if (!options.oneCore()) {
      return "%d processors for all".formatted(all);
    }
    return OneCore.prefix().isEmpty()
        ? "a JVM that counts on 1 of %d processors".formatted(all)
        : "1 of %d processors for the client".formatted(all);
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : list(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
