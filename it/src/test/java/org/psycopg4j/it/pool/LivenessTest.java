// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Connection;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/** A connection that has died while it was idle is not lent. */
class LivenessTest {
  private FaultProxy proxy;
  private ConnectionPool pool;

  @BeforeEach
  void open() {
    PostgresServer server = Pools.server();
    proxy = FaultProxy.to(server.host(), server.port());
    pool = Pools.ready(server.dsn() + " port=" + proxy.port(), o -> o.minSize(3).maxSize(3));
  }

  @AfterEach
  void close() {
    assertThat(pool.close(Pools.LONG)).isTrue();
    proxy.close();
  }

  /** A way for all idle connections to die. */
  record Death(String name, Consumer<LivenessTest> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Death> deaths() {
    return Stream.of(
        new Death("FIN", test -> test.proxy.cut()),
        new Death("RST", test -> test.proxy.reset()),
        new Death("FATAL", test -> terminateAll(test.pool)));
  }

  private static void terminateAll(ConnectionPool pool) {
    Connection[] all = {pool.getConn(), pool.getConn(), pool.getConn()};
    int[] pids = Stream.of(all).mapToInt(Connection::getBackendPid).toArray();
    for (Connection conn : all) {
      conn.close();
    }
    for (int pid : pids) {
      Pools.terminate(Pools.server(), pid);
    }
  }

  @Test
  void noBorrowerMeetsAConnectionWhoseServerHasHungUp() {
    proxy.cut();
    assertNobodyMeetsTheDead(pool);
  }

  @Test
  void noBorrowerMeetsAConnectionWhoseServerHasSaidThatItWill() {
    try (ConnectionPool direct = Pools.ready(o -> o.minSize(3))) {
      terminateAll(direct);
      assertNobodyMeetsTheDead(direct);
    }
  }

  private static void assertNobodyMeetsTheDead(ConnectionPool pool) {
    for (int i = 0; i < 20; i++) {
      assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    }
    Pools.await(pool, stats -> stats.connectionsLost() == 3 && stats.poolAvailable() == 3);
    assertThat(pool.getStats().returnsBad()).isZero();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void upkeepReplacesTheDeadUnasked(Death death) {
    death.of.accept(this);
    Pools.await(pool, stats -> stats.connectionsLost() == 3 && stats.poolAvailable() == 3);
    assertThat(proxy.connections()).isEqualTo(6);
  }

  @Test
  void theLookCostsNoRoundTrip() {
    Pools.pid(pool);
    long writes = proxy.fromClient().writes();
    for (int i = 0; i < 10; i++) {
      assertThat(Pools.pid(pool)).isPositive();
    }
    assertThat(proxy.fromClient().writes()).isEqualTo(writes);
  }

  @Test
  void aServerCheckFindsWhatTheLookCannot() {
    try (ConnectionPool asking =
        Pools.ready(
            Pools.dsn() + " port=" + proxy.port(),
            o ->
                o.minSize(1)
                    .configure(conn -> conn.cancelTimeout(Pools.SHORT))
                    .check(
                        conn -> conn.within(Pools.SHORT, () -> Pools.value(conn, "SELECT 1"))))) {
      int before = Pools.pid(asking);
      proxy.fromServer().freeze();
      assertThatThrownBy(() -> asking.connection(Pools.SHORT))
          .isInstanceOf(PoolTimeoutException.class);
      assertThat(asking.getStats().connectionsLost()).isEqualTo(1);
      proxy.fromServer().thaw();
      assertThat(Pools.pid(asking)).isNotEqualTo(before);
    }
  }

  @Test
  void checkAsksOverEachIdleConnection() {
    long writes = proxy.fromClient().writes();
    pool.check();
    assertThat(proxy.fromClient().writes()).isGreaterThanOrEqualTo(writes + 3);
    assertThat(pool.getStats().connectionsLost()).isZero();
    assertThat(pool.getStats().poolAvailable()).isEqualTo(3);
  }

  @Test
  void checkingAConnectionLeavesItsTransactionAlone() {
    try (Connection conn = pool.connection()) {
      Pools.run(conn, "CREATE TEMPORARY TABLE survives (id int) ON COMMIT DROP");
      ConnectionPool.checkConnection(conn);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
      conn.rollback();
      ConnectionPool.checkConnection(conn);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }
  }
}
