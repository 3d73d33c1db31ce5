// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.PrimitiveClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** C-primitives: the same large result, of which four columns are read as primitives. */
public final class ScanPrimitives implements Workload {
  private final int rows;

  public ScanPrimitives(Tables tables) {
    rows = tables.scanRows();
  }

  @Override
  public String name() {
    return "C-primitives";
  }

  @Override
  public String title() {
    return "the same %,d rows; the int8, int4, float8 and bool are read as primitives"
        .formatted(rows);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((PrimitiveClient) client).scanPrimitives(values);
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    run(client, checksum);
    return checksum.toString();
  }
}
