// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;

/**
 * Never more sessions than the maximum, by the server's own count: its role may have no more, and a
 * session that comes while another one is still ending is refused.
 */
class MaximumTest {
  private static final int MOST = 4;
  private static final int THREADS = 12;
  private static final int ROUNDS = 60;

  private Connection outside;

  @BeforeEach
  void makeRole() {
    outside = Psycopg.connect(Pools.dsn());
    outside.autocommit(true);
    Pools.run(outside, "DROP ROLE IF EXISTS four_at_most");
    Pools.run(outside, "CREATE ROLE four_at_most LOGIN CONNECTION LIMIT " + MOST);
  }

  @AfterEach
  void dropRole() {
    Pools.run(outside, "DROP ROLE four_at_most");
    outside.close();
  }

  @Test
  void theServerRefusesOneMore() {
    try (ConnectionPool pool = pool(MOST + 1)) {
      Pools.await(() -> pool.getStats().connectionsErrors() > 0);
      assertThat(pool.getStats().poolAvailable()).isLessThanOrEqualTo(MOST);
      assertThat(pool.close(Pools.LONG)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverComesAfterAnotherFindsItGone(boolean kills) throws Exception {
    try (ConnectionPool pool = pool(MOST)) {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          ends.add(threads.submit(() -> borrow(pool, kills)));
        }
        for (Future<?> end : ends) {
          end.get();
        }
      } finally {
        threads.shutdown();
      }
      assertThat(pool.getStats().connections()).isGreaterThan(THREADS * ROUNDS / 2);
      assertThat(pool.getStats().connectionsErrors()).isZero();
      assertThat(pool.close(Pools.LONG)).isTrue();
    }
  }

  /* Each connection is too old when it comes back, so it is closed, and another one opened. */
  private static ConnectionPool pool(int most) {
    return ConnectionPool.of(
        Pools.dsn() + " user=four_at_most",
        options -> options.minSize(most).maxSize(most).maxLifetime(Duration.ZERO));
  }

  private static void borrow(ConnectionPool pool, boolean kills) {
    for (int i = 0; i < ROUNDS; i++) {
      Connection conn = pool.getConn(Pools.LONG);
      if (kills) {
        assertThatThrownBy(() -> Pools.value(conn, "SELECT pg_terminate_backend(pg_backend_pid())"))
            .isInstanceOf(OperationalException.class);
      } else {
        assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
      }
      conn.close();
    }
  }
}
