// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.ReadOnlySqlTransaction;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/** A pool that wants to write finds its way to the server that can. 13 doesn't say what it can. */
@Timeout(120)
class ReadWriteTest {

  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void itFollowsAPrimaryThatHasFailed(int version) {
    try (PostgresServer primary = PostgresServer.builder().version(version).start()) {
      primary.execute("CREATE TABLE written (id int)");
      primary.stop();
      try (PostgresServer standby =
              PostgresServer.builder()
                  .copyOf(primary)
                  .file("standby.signal", "")
                  .setting(
                      "primary_conninfo", "host=127.0.0.1 user=postgres port=" + primary.port())
                  .start();
          FaultProxy proxy = FaultProxy.to(primary.host(), primary.port())) {
        primary.restart();
        try (ConnectionPool pool =
            Pools.ready(primary.dsn() + " port=" + proxy.port(), o -> o.minSize(3).readWrite())) {
          Connection lent = pool.getConn();
          proxy.moveTo(standby.host(), standby.port());
          primary.kill();
          lent.close();
          // The address has moved, but nobody has promoted the standby yet.
          Pools.await(pool, stats -> stats.connectionsErrors() > 0);
          assertThatThrownBy(() -> pool.connection(Pools.SHORT))
              .isInstanceOf(PoolTimeoutException.class)
              .hasMessageContaining("session is read-only");
          standby.execute("SELECT pg_promote()");
          try (Connection conn = pool.connection()) {
            Pools.run(conn, "INSERT INTO written VALUES (1)");
          }
          assertThat(standby.execute("SELECT id FROM written")).hasSize(1);
          Pools.await(pool, stats -> stats.poolAvailable() == 3);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void whatHasBecomeReadOnlyIsDroppedIdleOrLent(int version) {
    try (PostgresServer old = PostgresServer.builder().version(version).start();
        PostgresServer other = PostgresServer.builder().version(version).start();
        FaultProxy proxy = FaultProxy.to(old.host(), old.port());
        ConnectionPool pool =
            Pools.ready(old.dsn() + " port=" + proxy.port(), o -> o.minSize(3).readWrite())) {
      Connection lent = pool.getConn();
      Pools.run(lent, "SELECT 1");
      lent.rollback();
      old.execute("ALTER SYSTEM SET default_transaction_read_only = on");
      old.execute("SELECT pg_reload_conf()");
      proxy.moveTo(other.host(), other.port());
      // The setting is each session's when it has taken the signal.
      Pools.await(
          () -> {
            Object now = Pools.value(lent, "SHOW default_transaction_read_only");
            lent.rollback();
            return now.equals("on");
          });
      assertThatThrownBy(() -> Pools.run(lent, "CREATE TABLE here (id int)"))
          .isInstanceOf(ReadOnlySqlTransaction.class);
      lent.close();
      Pools.await(pool, stats -> stats.connections() == 6 && stats.poolAvailable() == 3);
      try (Connection conn = pool.connection()) {
        assertThat(conn.info().port()).isEqualTo(proxy.port());
        assertThat(Pools.value(conn, "SELECT inet_server_port()")).isEqualTo(other.port());
        Pools.run(conn, "CREATE TABLE here (id int)");
      }
      assertThat(pool.getStats().poolSize()).isEqualTo(3);
    }
  }

  /* What a borrower forbids itself says nothing about the server. */
  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void aBorrowersOwnReadOnlyTransactionsCostNothing(int version) {
    try (PostgresServer server = PostgresServer.builder().version(version).start();
        ConnectionPool pool = Pools.ready(server.dsn(), o -> o.minSize(1).readWrite())) {
      int pid = Pools.pid(pool);
      for (boolean autocommit : new boolean[] {false, true}) {
        try (Connection conn = pool.getConn()) {
          conn.autocommit(autocommit);
          conn.readonly(true);
          assertThatThrownBy(() -> Pools.run(conn, "CREATE TABLE none (id int)"))
              .isInstanceOf(ReadOnlySqlTransaction.class);
        }
        assertThat(Pools.pid(pool)).isEqualTo(pid);
      }
      assertThat(pool.getStats().connections()).isEqualTo(1);
    }
  }

  /* Its session is gone when the pool looks why it was refused: that is all that is known then. */
  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void aSessionThatDiesBeforeItIsLookedAtIsCountedOnce(int version) {
    try (PostgresServer server = PostgresServer.builder().version(version).start();
        ConnectionPool pool = Pools.ready(server.dsn(), o -> o.minSize(2).readWrite())) {
      Connection conn = pool.getConn();
      conn.readonly(true);
      assertThatThrownBy(() -> Pools.run(conn, "CREATE TABLE none (id int)"))
          .isInstanceOf(ReadOnlySqlTransaction.class);
      conn.rollback();
      Pools.terminate(server, conn.getBackendPid());
      conn.close();
      Pools.await(pool, stats -> stats.returnsBad() == 1 && stats.poolAvailable() == 2);
      System.gc();
      assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
      assertThat(pool.close(Pools.LONG)).isTrue();
      assertThat(pool.getStats().leaked()).isZero();
      assertThat(pool.getStats().connectionsLost()).isZero();
    }
  }
}
