// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** D3-rows: COPY FROM STDIN of values that are objects at first. */
public final class CopyRows implements Workload {
  private static final int ROWS = 100_000;
  private static final String NOTE = "a note of some words";

  @Override
  public String name() {
    return "D3-rows";
  }

  @Override
  public String title() {
    return "COPY FROM STDIN of 100,000 rows (int4, text, float8), from their values";
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public void beforeSlice(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return ((CopyClient) client).copyRows(ROWS, NOTE);
  }

  @Override
  public String verify(Client client) throws Exception {
    client.execute(Tables.TRUNCATE_COPIED);
    ((CopyClient) client).copyRows(1000, NOTE);
    return Long.toString(client.queryLong(Tables.COPIED_SUM));
  }
}
