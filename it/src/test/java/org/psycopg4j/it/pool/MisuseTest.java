// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolException;

/** Whoever goes on using what was returned harms nobody, not even at the very same time. */
class MisuseTest {
  private ConnectionPool pool;

  @BeforeEach
  void open() {
    pool = Pools.ready(options -> options.minSize(1));
  }

  @AfterEach
  void close() {
    assertThat(pool.close(Pools.LONG)).isTrue();
  }

  @Test
  void whatIsReturnedTwiceIsRefused() {
    Connection conn = pool.getConn();
    pool.putConn(conn);
    assertThatThrownBy(() -> pool.putConn(conn))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("returned already");
    assertThat(pool.getStats().poolAvailable()).isEqualTo(1);
  }

  @Test
  void anotherPoolsAndAPlainConnectionAreRefused() {
    try (ConnectionPool other = Pools.ready(options -> options.minSize(1));
        Connection plain = Psycopg.connect(Pools.dsn());
        Connection others = other.getConn()) {
      for (Connection conn : List.of(plain, others)) {
        assertThatThrownBy(() -> pool.putConn(conn))
            .isInstanceOf(PoolException.class)
            .hasMessageContaining("not of this pool");
        assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
      }
    }
    assertThatThrownBy(() -> pool.putConn(null)).isInstanceOf(NullPointerException.class);
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
  }

  /** Something that a former borrower goes on to do. */
  record Use(String name, Consumer<Connection> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Use> uses() {
    return Stream.of(
        new Use("cursor", conn -> Pools.run(conn, "SET application_name = 'intruder'")),
        new Use("commit", Connection::commit),
        new Use("rollback", Connection::rollback),
        new Use("autocommit", conn -> conn.autocommit(true)),
        new Use("reset", Connection::reset),
        new Use("cancel", Connection::cancel),
        new Use("notifies", conn -> conn.waitNotify(Duration.ofMillis(1))),
        new Use("large object", Connection::lobject),
        new Use("named cursor", conn -> conn.cursor("c").execute("SELECT 1")),
        new Use("copy", conn -> conn.cursor().copyIn("pg_class").close()));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void useAfterReturnIsRefused(Use use) {
    Connection conn = pool.getConn();
    Pools.run(conn, "SELECT 1");
    conn.close();
    assertThatThrownBy(() -> use.of.accept(conn)).isInstanceOf(InterfaceException.class);
  }

  /* While one thread returns the connection, others use it. The next borrower's transaction stays its
  own, and is what it would be without them. */
  @ParameterizedTest
  @MethodSource("uses")
  void useAtTheTimeOfReturnDoesNotReachTheNext(Use use) {
    for (int i = 0; i < 30; i++) {
      Connection conn = pool.getConn();
      AtomicBoolean stop = new AtomicBoolean();
      List<CompletableFuture<Object>> intruders = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        intruders.add(Pools.background(() -> useUntil(stop, conn, use)));
      }
      conn.close();
      try (Connection next = pool.getConn()) {
        Pools.run(next, "CREATE TEMPORARY TABLE mine (id int) ON COMMIT DROP");
        for (int row = 1; row <= 5; row++) {
          Pools.run(next, "INSERT INTO mine VALUES (" + row + ")");
        }
        assertThat(next.autocommit()).isFalse();
        assertThat(Pools.value(next, "SELECT count(*) FROM mine")).isEqualTo(5L);
      }
      stop.set(true);
      intruders.forEach(Pools::get);
    }
  }

  private static Object useUntil(AtomicBoolean stop, Connection conn, Use use) {
    int uses = 0;
    while (!stop.get()) {
      try {
        use.of.accept(conn);
      } catch (PsycopgException e) {
        uses++;
      }
    }
    return uses;
  }

  @Test
  void whoWaitsForNotificationsIsWokenUpByTheReturn() {
    Connection conn = pool.getConn();
    conn.autocommit(true);
    Pools.run(conn, "LISTEN pool_misuse");
    CompletableFuture<?> waiting = Pools.background(() -> conn.waitNotify(Pools.LONG));
    conn.close();
    assertThat(Pools.error(waiting)).isInstanceOf(InterfaceException.class);
  }

  @Test
  void whatComesForNobodyIsKeptByNobody() {
    Connection before = pool.getConn();
    before.autocommit(true);
    Pools.run(before, "LISTEN pool_left_behind");
    before.close();
    Pools.server().execute("NOTIFY pool_left_behind");
    try (Connection conn = pool.getConn()) {
      Pools.run(conn, "SELECT 1");
      assertThat(before.notifies()).isEmpty();
      Pools.run(conn, "UNLISTEN *");
      conn.commit();
    }
  }
}
