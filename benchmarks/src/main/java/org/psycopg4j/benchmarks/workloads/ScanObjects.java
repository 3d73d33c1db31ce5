// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** C: a large result, every value as the object that stands for its type. */
public final class ScanObjects implements Workload {
  private final int rows;

  public ScanObjects(Tables tables) {
    rows = tables.scanRows();
  }

  @Override
  public String name() {
    return "C";
  }

  @Override
  public String title() {
    return ("%,d rows of (int8, int4, text, float8, numeric, timestamptz, bool),"
            + " every value as its object")
        .formatted(rows);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return client.scanObjects(values);
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    run(client, checksum);
    return checksum.toString();
  }
}
