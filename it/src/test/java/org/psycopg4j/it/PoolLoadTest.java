// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.AbstractConnectionPool;
import org.psycopg4j.pool.PoolException;

/** A pool that 32 threads share while its sessions are killed and its users misbehave. */
@Timeout(120)
class PoolLoadTest {
  private static final int THREADS = 32;
  private static final int ROUNDS = 150;
  private static final int MINCONN = 3;
  private static final int MAXCONN = 8;

  private final String name = "pool_load_" + UUID.randomUUID();

  /** Knows all connections that it has made: a pool of a user's own. */
  private static final class Watched extends AbstractConnectionPool {
    private static final Map<Integer, Connection> MADE = new ConcurrentHashMap<>();

    Watched(String dsn, Consumer<ConnectOptions> options) {
      super(MINCONN, MAXCONN, dsn, options);
    }

    @Override
    protected Connection connect(@Nullable Object key) {
      Connection conn = super.connect(key);
      MADE.put(conn.getBackendPid(), conn);
      return conn;
    }

    Connection get(@Nullable Object key) {
      return getConn(key);
    }

    void put(Connection conn, boolean close) {
      putConn(conn, null, close);
    }

    /** How many of these sessions have a connection that is open. */
    static long open(Set<Integer> pids) {
      return pids.stream()
          .map(MADE::get)
          .filter(conn -> conn != null && conn.closed() == 0)
          .count();
    }
  }

  private Set<Integer> sessions() {
    Set<Integer> pids = new HashSet<>();
    for (List<String> row :
        Shared.server()
            .execute("SELECT pid FROM pg_stat_activity WHERE application_name = '" + name + "'")) {
      pids.add(Integer.parseInt(row.get(0)));
    }
    return pids;
  }

  @Test
  void neverTooManyAndNoneLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    AtomicBoolean done = new AtomicBoolean();
    Semaphore crowd = new Semaphore(MAXCONN + 1); // one of them finds the pool exhausted
    AtomicInteger exhausted = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    Set<Connection> inUse = ConcurrentHashMap.newKeySet();
    try (Watched pool = new Watched(Shared.server().dsn(), c -> c.applicationName(name))) {
      Future<Integer> most =
          threads.submit(
              () -> {
                long seen = 0;
                while (!done.get()) {
                  seen = Math.max(seen, Watched.open(sessions()));
                }
                return (int) seen;
              });
      List<Future<?>> users = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random chance = new Random(i);
        users.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < ROUNDS; ) {
                    crowd.acquireUninterruptibly();
                    try {
                      Connection conn = pool.get(null);
                      round++;
                      assertThat(inUse.add(conn)).as("nobody else has it").isTrue();
                      use(pool, conn, chance, inUse);
                      served.incrementAndGet();
                    } catch (PoolException e) {
                      exhausted.incrementAndGet();
                    } catch (OperationalException e) {
                      lost.incrementAndGet();
                    } finally {
                      crowd.release();
                    }
                  }
                }));
      }
      for (Future<?> user : users) {
        user.get(100, TimeUnit.SECONDS);
      }
      done.set(true);
      assertThat(most.get(10, TimeUnit.SECONDS)).isBetween(2, MAXCONN);
      assertThat(served).hasValueGreaterThan(THREADS * ROUNDS / 2);
      assertThat(lost).hasPositiveValue();
      assertThat(exhausted).hasPositiveValue();

      Set<Connection> all = new HashSet<>();
      for (int i = 0; i < MAXCONN; i++) {
        Connection conn = pool.get(null);
        assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
        all.add(conn);
      }
      assertThat(all).hasSize(MAXCONN);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private static void use(Watched pool, Connection conn, Random chance, Set<Connection> inUse) {
    int kind = chance.nextInt(100);
    try {
      if (kind < 70) {
        Shared.run(conn, "SELECT 1");
      } else if (kind < 80) {
        Shared.run(conn, "SELECT 1/0");
      } else if (kind < 85) {
        conn.close();
      } else if (kind < 90) {
        Shared.run(conn, "SELECT pg_terminate_backend(pg_backend_pid())");
      } else { // of anybody, or of one that is idle
        Shared.run(
            conn,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                + " current_setting('application_name') ORDER BY random() LIMIT 1");
      }
    } catch (DivisionByZero e) {
      assertThat(kind).isBetween(70, 79);
    } finally {
      inUse.remove(conn);
      pool.put(conn, kind % 10 == 0);
    }
  }
}
