// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** I-write: a large object is made, written from an array of the caller's, and committed. */
public final class LargeObjectWrite implements Workload {
  private final LargeObjects objects = new LargeObjects();
  private final int pieces;

  public LargeObjectWrite(Tables tables) {
    pieces = tables.mebibytes();
  }

  @Override
  public String name() {
    return "I-write";
  }

  @Override
  public String title() {
    return "a large object of %d MiB is made and written, 1 MiB at a time".formatted(pieces);
  }

  @Override
  public String unit() {
    return "MiB";
  }

  @Override
  public void beforeSlice(Client client) throws Exception {
    LargeObjects.clear(client);
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    objects.make(client, pieces);
    return pieces;
  }

  @Override
  public String verify(Client client) throws Exception {
    return objects.verify(client);
  }
}
