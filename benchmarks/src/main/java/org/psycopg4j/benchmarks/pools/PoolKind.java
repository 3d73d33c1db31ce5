// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.util.List;
import java.util.Set;
import org.psycopg4j.benchmarks.Target;

/**
 * A pool with the options that it is measured with.
 *
 * @param name what it is called on the command line and in the report
 * @param workloads where it competes: those of the drivers' runner, and the trials
 * @param opener how it is opened
 */
public record PoolKind(String name, Set<String> workloads, Opener opener) {
  /** Borrowing and returning, nothing more. */
  public static final String CHECK_OUT = "check-out";

  /** The same with a statement in between. */
  public static final String CHECK_OUT_SELECT = "check-out-select";

  /** Many threads, few connections, nothing executed. */
  public static final String CONTENDED = "contended";

  /** Many threads, few connections, a statement each time. */
  public static final String CONTENDED_SELECT = "contended-select";

  /** The server restarts. */
  public static final String RESTART = "restart";

  /** The one that the others are compared with. */
  public static final String PEER = "HikariCP";

  /** How many connections a pool has where nothing else is said. */
  public static final int SIZE = 4;

  private static final Set<String> LENDING = Set.of(CHECK_OUT, CONTENDED);
  private static final Set<String> ALL =
      Set.of(CHECK_OUT, CHECK_OUT_SELECT, CONTENDED, CONTENDED_SELECT, RESTART);

  /** Opens a pool. */
  @FunctionalInterface
  public interface Opener {
    /**
     * A new pool.
     *
     * @throws Exception of the library's own kind
     */
    Pool<?> open(PoolSettings settings) throws Exception;
  }

  /** All of them, in the order of the report. */
  public static List<PoolKind> all() {
    return List.of(
        new PoolKind("psycopg4j pool", ALL, settings -> new Psycopg4jPool(settings, false)),
        new PoolKind("psycopg4j pool, check", ALL, settings -> new Psycopg4jPool(settings, true)),
        new PoolKind(PEER, ALL, settings -> new HikariPool(settings, null)),
        new PoolKind(
            "HikariCP aliveBypassWindowMs=-1", ALL, settings -> new HikariPool(settings, -1L)),
        new PoolKind("commons-pool2", ALL, settings -> new CommonsPool(settings, false)),
        new PoolKind(
            "commons-pool2 testOnBorrow", ALL, settings -> new CommonsPool(settings, true)),
        new PoolKind("commons-pool2, objects", LENDING, ObjectPool::new));
  }

  /** One by its name. */
  public static PoolKind named(String name) {
    return all().stream()
        .filter(kind -> kind.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no pool " + name));
  }

  /** Opens one of {@link #SIZE} connections. */
  PoolClient<?> client(Target target) throws Exception {
    return client(opener.open(new PoolSettings(target, SIZE, name)));
  }

  private static <C> PoolClient<C> client(Pool<C> pool) {
    return new PoolClient<>(pool);
  }
}
