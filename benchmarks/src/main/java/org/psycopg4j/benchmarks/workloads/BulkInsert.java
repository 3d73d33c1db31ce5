// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.ValuesClient;
import org.psycopg4j.benchmarks.Workload;

/** D1, D2, D2-unnest, D3-rows: many rows whose values are objects at first. */
public final class BulkInsert implements Workload {
  private static final String NOTE = "a note of some words";

  /** How a client inserts the rows. */
  @FunctionalInterface
  private interface Way {
    long insert(Client client, BulkRows rows) throws Exception;
  }

  private final String name;
  private final String how;
  private final Way way;
  private final BulkRows rows;

  private BulkInsert(String name, String how, Tables tables, Way way) {
    this.name = name;
    this.how = how;
    this.way = way;
    rows = new BulkRows(tables.bulkRows(), NOTE);
  }

  /** D1: one INSERT, executed for each row. */
  public static BulkInsert many(Tables tables) {
    return new BulkInsert(
        "D1",
        "INSERT is executed for each of",
        tables,
        (client, rows) -> ((BatchClient) client).insertMany(rows));
  }

  /** D2: many rows in each INSERT. */
  public static BulkInsert values(Tables tables) {
    return new BulkInsert(
        "D2",
        "INSERT … VALUES of 1000 rows at a time for",
        tables,
        (client, rows) -> ((ValuesClient) client).insertValues(rows));
  }

  /** D2-unnest: one INSERT with an array for each column. */
  public static BulkInsert arrays(Tables tables) {
    return new BulkInsert(
        "D2-unnest",
        "INSERT … SELECT FROM unnest of three arrays for",
        tables,
        (client, rows) -> ((BatchClient) client).insertArrays(rows));
  }

  /** D3-rows: COPY. */
  public static BulkInsert copy(Tables tables) {
    return new BulkInsert(
        "D3-rows",
        "COPY FROM STDIN of the values of",
        tables,
        (client, rows) -> ((CopyClient) client).copyRows(rows));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "%s %,d rows (int4, text, float8)".formatted(how, rows.size());
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
  public void beforeSlice(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return way.insert(client, rows);
  }

  @Override
  public String verify(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
    long count = way.insert(client, new BulkRows(2500, NOTE));
    return count + ":" + client.queryLong(Tables.COPIED_SUM);
  }
}
