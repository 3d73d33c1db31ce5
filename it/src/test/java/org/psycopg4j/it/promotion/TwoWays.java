// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;

/**
 * A statement and its sets of arguments in two databases that are alike: in one by {@code
 * executeMany} on a connection that prepares, in the other by the loop of {@code execute} that it
 * stands for, on one that does not.
 */
final class TwoWays implements AutoCloseable {
  private static final int THRESHOLD = 3;

  /** Where the statement stands. */
  enum Place {
    FIRST_OF_A_TRANSACTION,
    LATER_IN_A_TRANSACTION,
    BEHIND_A_SAVEPOINT,
    AUTOCOMMIT
  }

  /**
   * What a user sees.
   *
   * @param failed whether there was an error
   * @param lines what the cursor, the connection and the error say
   * @param table what is left
   */
  record Seen(boolean failed, List<String> lines, List<String> table) {}

  private final Connection many = connect("sets_many", THRESHOLD);
  private final Connection loop = connect("sets_loop", -1);

  private static Connection connect(String database, int threshold) {
    return Psycopg.connect(
        Stage.database(database), options -> options.prepareThreshold(threshold));
  }

  /** The connection whose executeMany it is. */
  Connection many() {
    return many;
  }

  /**
   * Both show the same, and leave the same. With autocommit, sets that went out together with the
   * one that failed are undone: then it is what the loop has left after some of the sets.
   */
  void assertSame(Place place, String setup, String sql, Iterable<?> sets) {
    List<List<String>> left = new ArrayList<>();
    Seen loop = loop(place, setup, sql, sets, left);
    Seen many = many(place, setup, sql, sets);
    assertThat(many.lines()).as("%s, %s", place, sql).isEqualTo(loop.lines());
    if (place == Place.AUTOCOMMIT && loop.failed()) {
      assertThat(left).as(sql).contains(many.table());
    } else {
      assertThat(many.table()).as("%s, %s", place, sql).isEqualTo(loop.table());
    }
  }

  /** What executeMany shows. */
  Seen many(Place place, String setup, String sql, Iterable<?> sets) {
    Cursor<Row> cur = stage(many, place, setup);
    RuntimeException error = null;
    List<String> lines = new ArrayList<>();
    try {
      cur.executeMany(sql, sets);
      lines.add("count " + cur.rowCount() + ", " + cur.statusMessage());
      lines.add("query " + query(cur));
    } catch (RuntimeException e) {
      error = e;
    }
    return seen(cur, place, error, lines);
  }

  /**
   * What the loop shows.
   *
   * @param left to which it adds what was in the table before each set, and at the end
   */
  Seen loop(Place place, String setup, String sql, Iterable<?> sets, List<List<String>> left) {
    Cursor<Row> cur = stage(loop, place, setup);
    RuntimeException error = null;
    List<String> lines = new ArrayList<>();
    try {
      long sum = 0;
      for (Object set : sets) {
        if (place == Place.AUTOCOMMIT) {
          left.add(table(loop));
        }
        execute(cur, sql, set);
        sum = sum < 0 || cur.rowCount() < 0 ? -1 : sum + cur.rowCount();
      }
      lines.add("count " + sum + ", " + cur.statusMessage());
      lines.add("query " + query(cur));
    } catch (RuntimeException e) {
      error = e;
    }
    Seen seen = seen(cur, place, error, lines);
    left.add(seen.table());
    return seen;
  }

  private static void execute(Cursor<Row> cur, String sql, Object set) {
    if (set instanceof Object[] array) {
      cur.execute(sql, array);
    } else if (set instanceof List<?> list) {
      cur.execute(sql, list.toArray());
    } else if (set instanceof Map<?, ?> map) {
      cur.execute(sql, named(map));
    } else if (set instanceof Record record) {
      cur.execute(sql, record);
    } else {
      cur.execute(sql);
    }
  }

  @SuppressWarnings("unchecked") // their keys are names
  private static Map<String, Object> named(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private static Cursor<Row> stage(Connection conn, Place place, String setup) {
    conn.rollback();
    conn.autocommit(true);
    Cursor<Row> cur = conn.cursor();
    cur.execute("DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s; " + setup);
    conn.autocommit(place == Place.AUTOCOMMIT);
    if (place == Place.LATER_IN_A_TRANSACTION) {
      cur.execute("SELECT 1");
    } else if (place == Place.BEHIND_A_SAVEPOINT) {
      cur.execute("SAVEPOINT mine");
    }
    conn.notices().clear();
    return cur;
  }

  private static Seen seen(
      Cursor<Row> cur, Place place, RuntimeException error, List<String> lines) {
    Connection conn = cur.connection();
    if (error != null) {
      lines.addAll(lines(error));
      lines.add("count " + cur.rowCount() + ", " + cur.statusMessage());
      lines.add("query " + query(cur));
    }
    lines.add("notices " + conn.notices());
    lines.add("status " + conn.getTransactionStatus());
    if (place == Place.BEHIND_A_SAVEPOINT
        && conn.getTransactionStatus() == TransactionStatus.INERROR) {
      cur.execute("ROLLBACK TO mine");
    } else if (conn.getTransactionStatus() == TransactionStatus.INERROR) {
      conn.rollback();
    }
    return new Seen(error != null, lines, table(conn));
  }

  private static List<String> lines(RuntimeException error) {
    List<String> lines = new ArrayList<>();
    lines.add(error.getClass().getName());
    Diagnostics diag = error instanceof PsycopgException ours ? ours.diag() : null;
    if (diag == null || diag.sqlstate() == null) {
      lines.add(error.getMessage());
    } else {
      lines.add(diag.sqlstate() + " " + diag.severity() + " " + diag.messagePrimary());
      lines.add(diag.messageDetail() + ", " + diag.messageHint());
      lines.add("at " + diag.statementPosition() + ", " + diag.internalPosition());
      lines.add("of " + diag.tableName() + "." + diag.columnName() + ", " + diag.constraintName());
    }
    return lines;
  }

  private static String query(Cursor<Row> cur) {
    byte[] query = cur.query();
    return query == null ? "none" : new String(query, StandardCharsets.UTF_8);
  }

  private static List<String> table(Connection conn) {
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("SELECT to_regclass('s.taken') IS NOT NULL");
      if (!cur.fetchOne().getBoolean(0)) {
        return List.of("there is none");
      }
      cur.execute("SELECT x::text FROM s.taken x ORDER BY 1");
      return cur.fetchAll().stream().map(row -> row.getString(0)).toList();
    }
  }

  @Override
  public void close() {
    many.close();
    loop.close();
    Stage.dropDatabase("sets_many");
    Stage.dropDatabase("sets_loop");
  }
}
