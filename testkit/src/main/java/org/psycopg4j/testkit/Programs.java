// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Other programs, started in a plain environment. */
final class Programs {
  /* The kernel counts the end of the thread that started a process as its parent's death, so all
   * processes start from one thread that ends only with the JVM. */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "psycopg4j program starter");
            thread.setDaemon(true);
            return thread;
          });

  private Programs() {}

  /** What a program has left behind: its exit status, and its output with its errors. */
  record Result(int status, String output) {}

  /** Runs a program to its end, or ends it when the time is up. */
  static Result run(List<String> command, int timeoutSeconds) throws IOException {
    return run(command, "", timeoutSeconds);
  }

  /** Runs a program that reads this text. */
  static Result run(List<String> command, String input, int timeoutSeconds) throws IOException {
    Path output = Files.createTempFile("psycopg4j", ".out");
    try {
      Process process =
          start(builder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(Bytes.utf8(input));
      } catch (IOException e) {
        // It ended without reading: its exit status tells why.
      }
      if (!awaitExit(process, timeoutSeconds)) {
        process.destroyForcibly();
        throw new PostgresServerException(
            "%s did not end in %d s:\n%s".formatted(command.get(0), timeoutSeconds, text(output)));
      }
      return new Result(process.exitValue(), text(output));
    } finally {
      Files.delete(output);
    }
  }

  /** A process builder without the variables that change how PostgreSQL behaves. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  static Process start(ProcessBuilder builder) throws IOException {
    try {
      return STARTER.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("cannot start " + builder.command(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresServerException("interrupted while starting a program", e);
    }
  }

  static boolean awaitExit(Process process, int timeoutSeconds) {
    try {
      return process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresServerException("interrupted while waiting for a program", e);
    }
  }

  static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
