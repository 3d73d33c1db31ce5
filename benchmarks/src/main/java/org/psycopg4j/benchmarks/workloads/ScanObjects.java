// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** C, C-text: a large result, every value as the object that stands for its type. */
public final class ScanObjects implements Workload {
  private final String name;
  private final String how;
  private final int rows;

  private ScanObjects(String name, String how, Tables tables) {
    this.name = name;
    this.how = how;
    rows = tables.scanRows();
  }

  /** C: as each driver does it when a program executes the statement again and again. */
  public static ScanObjects repeated(Tables tables) {
    return new ScanObjects("C", "", tables);
  }

  /** C-text: as each driver does it by the simple protocol, which first executions take. */
  public static ScanObjects simple(Tables tables) {
    return new ScanObjects("C-text", ", by the simple protocol", tables);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return ("%,d rows of (int8, int4, text, float8, numeric, timestamptz, bool),"
            + " every value as its object%s")
        .formatted(rows, how);
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((ScanClient) client).scanObjects(values);
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    run(client, checksum);
    return checksum.toString();
  }
}
