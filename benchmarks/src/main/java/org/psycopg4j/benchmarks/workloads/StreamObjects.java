// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** C-stream: the same large result, read as it comes. */
public final class StreamObjects implements Workload {
  private final int rows;

  public StreamObjects(Tables tables) {
    rows = tables.scanRows();
  }

  @Override
  public String name() {
    return "C-stream";
  }

  @Override
  public String title() {
    return "the same %,d rows, every value as its object, never many rows at a time"
        .formatted(rows);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((StreamClient) client).streamObjects(values);
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    run(client, checksum);
    return checksum.toString();
  }
}
