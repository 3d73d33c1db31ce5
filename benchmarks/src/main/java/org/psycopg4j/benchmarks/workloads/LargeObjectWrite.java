// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** I-write: a large object is made, written from an array of the caller's, and committed. */
public final class LargeObjectWrite implements Workload {
  private final LargeObjects objects = new LargeObjects();

  @Override
  public String name() {
    return "I-write";
  }

  @Override
  public String title() {
    return "a large object of 64 MiB is made and written, 1 MiB at a time";
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
    objects.make(client, LargeObjects.PIECES);
    return LargeObjects.PIECES;
  }

  @Override
  public String verify(Client client) throws Exception {
    return objects.verify(client);
  }
}
