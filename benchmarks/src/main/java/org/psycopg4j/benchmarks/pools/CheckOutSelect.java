// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** Borrowing, a short statement, returning; by one thread. */
final class CheckOutSelect implements Workload {
  @Override
  public String name() {
    return PoolKind.CHECK_OUT_SELECT;
  }

  @Override
  public String title() {
    return "borrow, `select 1`, return, one thread, %d connections".formatted(PoolKind.SIZE);
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
    CheckOut.of(client).selectOne(values);
    return 1;
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    CheckOut.of(client).different(PoolKind.SIZE);
    for (int i = 0; i < 20; i++) {
      run(client, checksum);
    }
    return checksum.toString();
  }
}
