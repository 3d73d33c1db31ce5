// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** Borrowing and returning by one thread, with which nothing is executed. */
final class CheckOut implements Workload {
  private static final int TIMES = 100; // so that looking at the clock doesn't count

  @Override
  public String name() {
    return PoolKind.CHECK_OUT;
  }

  @Override
  public String title() {
    return "borrow and return, one thread, nothing executed, %d connections"
        .formatted(PoolKind.SIZE);
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public String peer() {
    return PoolKind.PEER;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    of(client).checkOut(TIMES);
    return TIMES;
  }

  /** The number of connections that were lent at once, before and after many have been lent. */
  @Override
  public String verify(Client client) throws Exception {
    int before = of(client).different(PoolKind.SIZE);
    of(client).checkOut(TIMES);
    return before + ":" + of(client).different(PoolKind.SIZE);
  }

  static PoolClient<?> of(Client client) {
    return (PoolClient<?>) client;
  }
}
