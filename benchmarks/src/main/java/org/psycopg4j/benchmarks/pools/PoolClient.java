// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Values;

/**
 * A pool in a driver's place. It is asked to lend connections; what concerns one connection only is
 * the drivers'. For one thread.
 */
final class PoolClient<C> implements Client {
  private final Pool<C> pool;

  PoolClient(Pool<C> pool) {
    this.pool = pool;
  }

  /** Borrows and returns so many times. */
  void checkOut(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      pool.giveBack(pool.borrow());
    }
  }

  /** Borrows, executes {@code select 1}, and returns. */
  void selectOne(Values values) throws Exception {
    C lent = pool.borrow();
    try {
      pool.selectOne(lent, values);
    } finally {
      pool.giveBack(lent);
    }
  }

  /** Borrows so many at once and returns them; the number of different ones. */
  int different(int count) throws Exception {
    Set<C> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<C> lent = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        C one = pool.borrow();
        lent.add(one);
        seen.add(one);
      }
    } finally {
      for (C one : lent) {
        pool.giveBack(one);
      }
    }
    return seen.size();
  }

  @Override
  public void execute(String sql) {
    throw drivers();
  }

  @Override
  public long queryLong(String sql) {
    throw drivers();
  }

  private static UnsupportedOperationException drivers() {
    return new UnsupportedOperationException("this is measured with a driver, not with a pool");
  }

  @Override
  public void close() {
    pool.close();
  }
}
