// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** I-read: a large object is read into an array of the caller's. */
public final class LargeObjectRead implements Workload {
  private final LargeObjects objects = new LargeObjects();
  private final int pieces;
  private long oid;

  public LargeObjectRead(Tables tables) {
    pieces = tables.mebibytes();
  }

  @Override
  public String name() {
    return "I-read";
  }

  @Override
  public String title() {
    return "a large object of %d MiB is read, 1 MiB at a time".formatted(pieces);
  }

  @Override
  public String unit() {
    return "MiB";
  }

  @Override
  public void beforeSlice(Client client) throws Exception {
    if (oid == 0) {
      oid = objects.make(client, pieces);
    }
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return objects.read(client, oid);
  }

  @Override
  public String verify(Client client) throws Exception {
    return objects.verify(client);
  }
}
