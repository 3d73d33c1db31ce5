// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.it.promotion.Step.Kind;
import org.psycopg4j.testkit.Seeded;

/** Tries statements out where they change nothing, so that programs are not of errors alone. */
final class Rehearsal implements AutoCloseable {
  private static final String DATABASE = "promotion_rehearsal";
  private static final int TRIES = 12;

  private final Connection conn;

  Rehearsal() {
    String dsn = Stage.database(DATABASE);
    conn = Psycopg.connect(dsn, options -> options.prepareThreshold(-1));
    conn.cursor().execute(Stage.FRESH);
    conn.cursor().execute(Stage.schema());
    conn.commit();
  }

  /** A statement of random expressions, which mostly works with the arguments it may get. */
  Template expression(Seeded random) {
    Template template = Template.of(Expression.statement(random));
    for (int i = 0; i < TRIES && !works(template.fill(Kind.EXECUTE, random)); i++) {
      template = Template.of(Expression.statement(random));
    }
    return template;
  }

  private boolean works(Step step) {
    try {
      step.on(conn.cursor());
      return true;
    } catch (PsycopgException e) {
      return false;
    } finally {
      conn.rollback();
    }
  }

  @Override
  public void close() {
    conn.close();
    Stage.dropDatabase(DATABASE);
  }
}
