// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** F: BEGIN; INSERT; COMMIT. Nothing is read; what the server holds afterwards is the proof. */
public final class InsertTransaction implements Workload {
  private static final String NOTE = "a note of some words";
  private static final int TIMES = 20;

  private int id;

  @Override
  public String name() {
    return "F";
  }

  @Override
  public String title() {
    return "BEGIN; INSERT (int4, text); COMMIT";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public void beforeSlice(Client client) throws Exception {
    client.execute(Tables.TRUNCATE);
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((TransactionClient) client).insertTransactions(id, TIMES, NOTE);
    id += TIMES;
    return TIMES;
  }

  @Override
  public String verify(Client client) throws Exception {
    client.execute(Tables.TRUNCATE);
    for (int i = 1; i <= TIMES; i++) {
      ((TransactionClient) client).insertTransactions(i * 2, 2, NOTE + i);
    }
    return Long.toString(client.queryLong(Tables.JOURNAL_SUM));
  }
}
