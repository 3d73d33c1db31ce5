// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.pool.ConnectionPool;

/** What becomes of a transaction of which a part was never sent, when closing is to commit it. */
class HalfCommitTest {
  private Connection outside;
  private ConnectionPool pool;

  @BeforeEach
  void open() {
    outside = Psycopg.connect(Pools.dsn());
    outside.autocommit(true);
    Pools.run(outside, "DROP TABLE IF EXISTS half; CREATE TABLE half (a int)");
    pool = Pools.ready(options -> options.minSize(1).maxSize(1));
  }

  @AfterEach
  void close() {
    pool.close();
    Pools.run(outside, "DROP TABLE half");
    outside.close();
  }

  private static void insert(Connection conn, Object... values) {
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("INSERT INTO half VALUES (%s)", values);
    }
  }

  private Object rows() {
    return Pools.value(outside, "SELECT count(*) FROM half");
  }

  @Test
  void whatWasInterruptedBeforeItWasSentIsNotCommittedByHalves() {
    assertThatThrownBy(
            () -> {
              try (Connection conn = pool.connection()) {
                insert(conn, 1);
                Thread.currentThread().interrupt();
                insert(conn, 2);
              }
            })
        .isInstanceOf(QueryCanceled.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(rows()).isEqualTo(0L);
  }

  @Test
  void norIsItWithParametersThatDontFit() {
    assertThatThrownBy(
            () -> {
              try (Connection conn = pool.connection()) {
                insert(conn, 1);
                insert(conn, 2, 3);
              }
            })
        .isInstanceOf(ParameterException.class);
    assertThat(rows()).isEqualTo(0L);
  }

  @Test
  void whoHasCaughtTheLastErrorIsTold() {
    assertThatThrownBy(
            () -> {
              try (Connection conn = pool.connection()) {
                insert(conn, 1);
                assertThatThrownBy(() -> insert(conn, 2, 3)).isInstanceOf(ParameterException.class);
              }
            })
        .isInstanceOf(ProgrammingException.class)
        .hasMessageStartingWith("the transaction is rolled back");
    assertThat(rows()).isEqualTo(0L);
  }

  @Test
  void whoHasGoneOnAfterAnErrorCommits() {
    try (Connection conn = pool.connection()) {
      assertThatThrownBy(() -> insert(conn, 2, 3)).isInstanceOf(ParameterException.class);
      insert(conn, 1);
    }
    assertThat(rows()).isEqualTo(1L);
  }
}
