// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolException;
import org.psycopg4j.pool.PoolTimeoutException;

/** What a borrower of a connection gets, and what becomes of it when it is returned. */
class ConnectionPoolTest {
  private ConnectionPool pool;

  @BeforeEach
  void open() {
    pool = ConnectionPool.of(Pools.dsn(), options -> options.minSize(1).maxSize(2));
    pool.awaitReady(Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    assertThat(pool.close(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatIsReturnedIsLentAgain() {
    int first;
    try (Connection conn = pool.connection()) {
      first = conn.getBackendPid();
    }
    try (Connection conn = pool.connection()) {
      assertThat(conn.getBackendPid()).isEqualTo(first);
      assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void whoeverGoesOnUsingAReturnedConnectionHarmsNobody() {
    Connection before = pool.getConn();
    Cursor<Row> cursor = before.cursor();
    before.close();
    try (Connection after = pool.getConn()) {
      assertThat(after.getBackendPid()).isPositive();
      assertThatThrownBy(() -> cursor.execute("SELECT 1")).isInstanceOf(InterfaceException.class);
      assertThatThrownBy(before::commit)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already returned to its pool");
      before.close();
      assertThatThrownBy(() -> pool.putConn(before)).isInstanceOf(PoolException.class);
      assertThat(Pools.value(after, "SELECT 2")).isEqualTo(2);
    }
  }

  @Test
  void whoWaitsTooLongIsTold() {
    List<Connection> out = new ArrayList<>(List.of(pool.getConn(), pool.getConn()));
    assertThatThrownBy(() -> pool.getConn(Duration.ofMillis(20)))
        .isInstanceOf(PoolTimeoutException.class);
    out.forEach(Connection::close);
  }

  @Test
  void futuresAndThreadsHaveTheSameConnections() {
    Connection conn = pool.getConn();
    int pid = conn.getBackendPid();
    conn.close();
    for (int i = 0; i < 3; i++) {
      AsyncConnection async = Pools.get(pool.asyncConnection());
      assertThat(async.getBackendPid()).isEqualTo(pid);
      assertThat(Pools.get(async.fetchOne("SELECT 3")).get(0)).isEqualTo(3);
      Pools.get(async.begin());
      Pools.get(async.close());
      try (Connection next = pool.connection()) {
        assertThat(next.getBackendPid()).isEqualTo(pid);
        assertThat(Pools.value(next, "SELECT 4")).isEqualTo(4);
      }
    }
    assertThat(Pools.get(pool.callAsync(c -> c.fetchOne("SELECT 5"))).get(0)).isEqualTo(5);
  }

  @Test
  void whatCanNeverWorkIsAnErrorAtOnce() {
    assertThatThrownBy(() -> ConnectionPool.of("nonsense"))
        .isInstanceOf(ProgrammingException.class);
    assertThatThrownBy(() -> ConnectionPool.of(Pools.dsn(), options -> options.onLeak(null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("onLeak");
    assertThatThrownBy(
            () -> ConnectionPool.of(Pools.dsn(), options -> options.minSize(3).maxSize(2)))
        .isInstanceOf(ParameterException.class);
  }
}
