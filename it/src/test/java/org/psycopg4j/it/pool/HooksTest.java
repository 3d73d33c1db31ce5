// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Connection;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.pool.PoolTimeoutException;

/** What a pool does with hooks that fail, leave something behind, or close the connection. */
class HooksTest {
  /** Makes a connection useless in some way. */
  record Harm(String name, Consumer<Connection> hook) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Harm> harms() {
    return Stream.of(
        new Harm("an SQL error", conn -> Pools.run(conn, "SELECT 1/0")),
        new Harm(
            "a RuntimeException",
            conn -> {
              throw new IllegalStateException("on purpose");
            }),
        new Harm(
            "an Error",
            conn -> {
              throw new AssertionError("on purpose");
            }),
        new Harm("closing", Connection::close));
  }

  /** The harm is done the first time only. */
  private static Consumer<Connection> once(Harm harm, AtomicInteger calls) {
    return conn -> {
      if (calls.getAndIncrement() == 0) {
        harm.hook.accept(conn);
      }
    };
  }

  private static void assertSound(ConnectionPool pool) {
    for (int i = 0; i < 3; i++) {
      assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    }
    Pools.await(pool, stats -> stats.poolLent() == 0 && stats.poolSize() == 1);
    try (Connection only = pool.connection()) {
      assertThat(pool.getStats().poolLent()).isEqualTo(1);
      assertThatThrownBy(() -> pool.connection(Pools.SHORT))
          .as("there is no second one beside %s", only)
          .isInstanceOf(PoolTimeoutException.class);
    }
    assertThat(pool.close(Pools.LONG)).isTrue();
    assertThat(pool.getStats().poolSize()).isZero();
  }

  @ParameterizedTest
  @MethodSource("harms")
  void whereConfigureFailsAnotherConnectionIsOpened(Harm harm) {
    AtomicInteger calls = new AtomicInteger();
    ConnectionPool pool = Pools.ready(o -> o.minSize(1).configure(once(harm, calls)));
    PoolStats stats = pool.getStats();
    assertThat(calls).hasValue(2);
    assertThat(stats.connections()).isEqualTo(2);
    assertThat(stats.connectionsErrors()).isEqualTo(1);
    assertSound(pool);
  }

  @ParameterizedTest
  @MethodSource("harms")
  void whereTheCheckFailsAnotherConnectionIsLent(Harm harm) {
    AtomicInteger calls = new AtomicInteger();
    ConnectionPool pool = Pools.ready(o -> o.minSize(1).check(once(harm, calls)));
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    assertThat(pool.getStats().connectionsLost()).isEqualTo(1);
    assertSound(pool);
  }

  @ParameterizedTest
  @MethodSource("harms")
  void whatCouldNotBeResetIsNotUsedAgain(Harm harm) {
    AtomicInteger calls = new AtomicInteger();
    ConnectionPool pool = Pools.ready(o -> o.minSize(1).reset(once(harm, calls)));
    int first = Pools.pid(pool);
    assertThat(Pools.pid(pool)).isNotEqualTo(first);
    assertThat(pool.getStats().returnsBad()).isEqualTo(1);
    assertSound(pool);
  }

  @ParameterizedTest
  @MethodSource("harms")
  void theSameForFutures(Harm harm) {
    AtomicInteger checks = new AtomicInteger();
    AtomicInteger resets = new AtomicInteger();
    ConnectionPool pool =
        Pools.ready(o -> o.minSize(1).check(once(harm, checks)).reset(once(harm, resets)));
    for (int i = 0; i < 3; i++) {
      assertThat(Pools.get(pool.callAsync(c -> c.fetchOne("SELECT 5"))).get(0)).isEqualTo(5);
    }
    Pools.await(pool, stats -> stats.poolAvailable() == 1);
    assertThat(checks).hasValue(4);
    assertThat(resets).hasValue(3);
    assertThat(pool.getStats().connectionsLost()).isEqualTo(1);
    assertThat(pool.getStats().returnsBad()).isEqualTo(1);
    assertSound(pool);
  }

  @Test
  void aTransactionThatAHookLeavesOpenIsUndone() {
    Consumer<Connection> leavesOpen =
        conn -> Pools.run(conn, "CREATE TABLE pool_left_open (id int)");
    try (ConnectionPool pool =
        Pools.ready(o -> o.minSize(1).configure(leavesOpen).check(leavesOpen).reset(leavesOpen))) {
      for (int i = 0; i < 2; i++) {
        try (Connection conn = pool.connection()) {
          assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
          assertThat(Pools.value(conn, "SELECT to_regclass('pool_left_open')::text")).isNull();
        }
      }
      assertThat(pool.getStats().connections()).isEqualTo(1);
    }
  }

  @Test
  void whatACheckSetsIsNotTheBorrowers() {
    try (ConnectionPool pool =
        Pools.ready(
            o ->
                o.minSize(1)
                    .check(
                        conn -> {
                          conn.autocommit(true);
                          conn.readonly(true);
                          Pools.run(conn, "DO $$ BEGIN RAISE NOTICE 'of the check'; END $$");
                        }))) {
      try (Connection conn = pool.connection()) {
        assertThat(conn.autocommit()).isFalse();
        assertThat(conn.notices()).isEmpty();
        Pools.run(conn, "CREATE TEMPORARY TABLE not_readonly (id int)");
        assertThat(Pools.value(conn, "SHOW transaction_read_only")).isEqualTo("off");
      }
    }
  }

  @Test
  void aCheckThatAlwaysFailsIsWhyThereIsNone() {
    AtomicInteger calls = new AtomicInteger();
    try (ConnectionPool pool =
        Pools.ready(
            o ->
                o.minSize(1)
                    .check(
                        conn -> {
                          if (calls.incrementAndGet() < 100) {
                            throw new OperationalException("not fit");
                          }
                        }))) {
      assertThatThrownBy(() -> pool.connection(Pools.SHORT))
          .isInstanceOf(PoolTimeoutException.class)
          .hasMessageContaining("not fit")
          .cause()
          .hasMessage("not fit");
      calls.set(100);
      try (Connection conn = pool.connection()) {
        assertThatThrownBy(() -> pool.connection(Pools.SHORT))
            .as("what was wrong before is over, as %s shows", conn)
            .isInstanceOf(PoolTimeoutException.class)
            .hasNoCause();
      }
    }
  }

  @Test
  void whatConfigureRegistersAndSetsHoldsForEachBorrower() {
    try (ConnectionPool pool =
        Pools.ready(
            o ->
                o.minSize(1)
                    .configure(
                        conn -> {
                          Pools.run(conn, "SET application_name = 'configured'");
                          conn.commit();
                          conn.autocommit(true);
                        }))) {
      for (int i = 0; i < 2; i++) {
        try (Connection conn = pool.connection()) {
          assertThat(conn.autocommit()).isTrue();
          conn.autocommit(false);
        }
        assertThat(Pools.get(pool.callAsync(c -> c.fetchOne("SHOW application_name"))).get(0))
            .isEqualTo("configured");
      }
    }
  }
}
