// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.util.Objects;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pgbench.drivers.Crew;
import org.psycopg4j.benchmarks.pgbench.drivers.Outcome;
import org.psycopg4j.benchmarks.pgbench.drivers.PgbenchDriver;
import org.psycopg4j.benchmarks.pgbench.drivers.Psycopg4jOptions;
import org.psycopg4j.benchmarks.pgbench.drivers.Work;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.sql.Composable;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.SQL;

/** A driver's run of a query file: setup, warm-up, measurement, teardown. */
final class Run {
  private Run() {}

  /**
   * Runs it in this JVM.
   *
   * @throws org.psycopg4j.benchmarks.pgbench.drivers.UnsupportedException if the driver can't
   * @throws Exception of the driver's own kind
   */
  static Outcome of(PgbenchDriver driver, Target target, QueryFile file, Load load)
      throws Exception {
    try (Connection admin = Psycopg.connect(Psycopg4jOptions.of(target))) {
      admin.autocommit(true);
      if (file.setup() != null) {
        admin.cursor().execute(file.setup());
      }
      Outcome outcome;
      try {
        outcome = measure(driver, target, file.work(), load);
        requireCopied(admin, file.work(), outcome);
      } catch (Exception e) {
        tearDownAfter(e, admin, file);
        throw e;
      }
      tearDown(admin, file);
      return outcome;
    }
  }

  private static Outcome measure(PgbenchDriver driver, Target target, Work work, Load load)
      throws Exception {
    try (Crew crew = driver.open(target, work, load.connections())) {
      if (!load.warmUp().isZero()) {
        crew.run(load.warmUp(), load.timeoutSeconds());
      }
      return crew.run(load.duration(), load.timeoutSeconds());
    }
  }

  /* A COPY that only seems to succeed would be fast. */
  private static void requireCopied(Connection admin, Work work, Outcome outcome) {
    if (work instanceof Work.Copy copy) {
      Composable count = SQL.of("SELECT count(*) FROM {}").format(Identifier.of(copy.table()));
      Row one = Objects.requireNonNull(admin.cursor().execute(count).fetchOne());
      long rows = one.getLong(0);
      if (rows < outcome.tally().rows()) {
        throw new IllegalStateException(
            "%d rows were copied, but %d are there".formatted(outcome.tally().rows(), rows));
      }
    }
  }

  private static void tearDown(Connection admin, QueryFile file) {
    if (file.teardown() != null) {
      admin.cursor().execute(file.teardown());
    }
  }

  private static void tearDownAfter(Exception failure, Connection admin, QueryFile file) {
    try {
      tearDown(admin, file);
    } catch (PsycopgException e) {
      failure.addSuppressed(e);
    }
  }
}
