// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** A: one row by its key, one after another. */
public final class PointLookup implements Workload {
  private static final long MULTIPLIER = 6364136223846793005L; // of Knuth's MMIX generator
  private static final long INCREMENT = 1442695040888963407L;

  private final int rows;
  private long state;

  public PointLookup(Tables tables) {
    rows = tables.lookupRows();
  }

  @Override
  public String name() {
    return "A";
  }

  @Override
  public String title() {
    return "one row (int4, int8, text) by its key, one after another";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    client.lookup(nextKey(), values);
    return 1;
  }

  private int nextKey() {
    state = state * MULTIPLIER + INCREMENT;
    return 1 + (int) ((state >>> 33) % rows);
  }

  @Override
  public String verify(Client client) throws Exception {
    state = 0;
    Checksum checksum = new Checksum();
    for (int i = 0; i < 100; i++) {
      run(client, checksum);
    }
    return checksum.toString();
  }
}
