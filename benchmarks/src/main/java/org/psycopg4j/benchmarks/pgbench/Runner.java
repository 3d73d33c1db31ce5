// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.psycopg4j.benchmarks.pgbench.drivers.Outcome;
import org.psycopg4j.benchmarks.pgbench.drivers.PgbenchDriver;
import org.psycopg4j.benchmarks.pgbench.drivers.Tally;
import org.psycopg4j.benchmarks.pgbench.drivers.UnsupportedException;

/** The program of a run, in a JVM of its own: prints the outcome. */
public final class Runner {
  static final int FAILED = 1;
  static final int UNSUPPORTED = 3;

  private Runner() {}

  public static void main(String[] arguments) {
    System.exit(run(Options.parse(List.of(arguments)), System.out));
  }

  /** Returns the exit code: 3 if the driver can't do what the query file says. */
  static int run(Options options, Appendable out) {
    try {
      PgbenchDriver driver = PgbenchDriver.named(Objects.requireNonNull(options.driver()));
      QueryFile file = QueryFile.parse(read(Objects.requireNonNull(options.queryFile())));
      Outcome outcome = Run.of(driver, options.target(), file, options.load());
      warn(outcome.tally());
      out.append(options.json() ? OutcomeText.json(outcome) : OutcomeText.text(outcome));
      out.append('\n');
      return 0;
    } catch (UnsupportedException e) {
      System.err.println("not supported: " + e.getMessage());
      return UNSUPPORTED;
    } catch (NoSuchFileException e) {
      System.err.println("there is no file " + e.getMessage());
      return FAILED;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (Exception e) {
      e.printStackTrace();
      return FAILED;
    }
  }

  private static String read(String queryFile) throws IOException {
    return queryFile.equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(Path.of(queryFile));
  }

  private static void warn(Tally tally) {
    if (tally.max() >= tally.ticks()) {
      System.err.printf(
          "a query took %d ms, longer than the timeout: its latency counts as that%n",
          tally.max() * 1000 / Tally.TICKS_PER_SECOND);
    }
  }
}
