// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;

/** Runs the steps of one program on a connection of its own, to a database of its own. */
final class Player implements AutoCloseable {
  /** What it waits for a lock that the connection has, as it would for ever. */
  private static final String NO_WAITING = "SET lock_timeout = 20";

  private final String name;
  private final Connection conn;
  private final Connection other;
  private final Oids oids = new Oids();
  private final List<Cursor<Row>> opened = new ArrayList<>();

  Player(String name, String dsn, int threshold) {
    this.name = name;
    other = Psycopg.connect(dsn);
    other.autocommit(true);
    other.cursor().execute(Stage.FRESH);
    other.cursor().execute(Stage.schema());
    other.cursor().execute(NO_WAITING);
    conn = Psycopg.connect(dsn, options -> options.prepareThreshold(threshold));
  }

  String name() {
    return name;
  }

  Connection connection() {
    return conn;
  }

  Outcome play(Step step) {
    Outcome outcome = new Outcome(oids);
    switch (step.kind()) {
      case EXECUTE -> execute(step, conn, outcome);
      case ELSEWHERE -> execute(step, other, outcome);
      case OPEN -> guarded(outcome, () -> open(step));
      case FETCH -> guarded(outcome, () -> fetch(outcome));
      case COMMIT -> guarded(outcome, conn::commit);
      case ROLLBACK -> guarded(outcome, conn::rollback);
      case AUTOCOMMIT -> guarded(outcome, () -> autocommit(step));
    }
    outcome.line("transaction " + conn.getTransactionStatus() + " " + conn.status());
    outcome.line("notices " + conn.notices());
    conn.notices().clear();
    other.notices().clear();
    return outcome;
  }

  private static void execute(Step step, Connection conn, Outcome outcome) {
    Cursor<Row> cur = conn.cursor();
    guarded(outcome, () -> step.on(cur));
    outcome.cursor(cur);
  }

  private void open(Step step) {
    Cursor<Row> cur = conn.cursor("c" + opened.size());
    cur.withHold(conn.autocommit());
    opened.add(cur);
    step.on(cur);
  }

  private void fetch(Outcome outcome) {
    if (!opened.isEmpty()) {
      outcome.rows(opened.get(opened.size() - 1).fetchMany(1));
      outcome.rows(opened.get(opened.size() - 1).fetchMany(2)); // of columns that are known now
    }
  }

  private void autocommit(Step step) {
    conn.rollback();
    conn.autocommit(Boolean.parseBoolean(step.sql()));
  }

  private static void guarded(Outcome outcome, Runnable action) {
    try {
      action.run();
      outcome.line("done");
    } catch (PsycopgException e) {
      outcome.error(e);
    }
  }

  /** What is in the tables and sequences in the end, and what tables there are. */
  Outcome end() {
    Outcome outcome = new Outcome(oids);
    conn.close();
    Cursor<Row> cur = other.cursor();
    cur.execute("SET search_path TO DEFAULT; RESET client_encoding");
    for (Row relation : cur.execute(Stage.RELATIONS).fetchAll()) {
      outcome.line(relation.getString(0) + " " + relation.getString(1));
      String read = relation.getString(2);
      if (read != null) {
        cur.execute(read).fetchAll().forEach(row -> outcome.line("  " + row.getString(0)));
      }
    }
    return outcome;
  }

  @Override
  public void close() {
    conn.close();
    other.close();
  }
}
