// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.PipelineClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** F-pipeline: BEGIN, INSERT and COMMIT, sent together. */
public final class PipelinedTransaction implements Workload {
  private static final String NOTE = "a note of some words";
  private static final int TIMES = 20;

  private int id;

  @Override
  public String name() {
    return "F-pipeline";
  }

  @Override
  public String title() {
    return "BEGIN; INSERT (int4, text); COMMIT, sent together";
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
    ((PipelineClient) client).pipelinedTransactions(id, TIMES, NOTE);
    id += TIMES;
    return TIMES;
  }

  @Override
  public String verify(Client client) throws Exception {
    client.execute(Tables.TRUNCATE);
    for (int i = 1; i <= TIMES; i++) {
      ((PipelineClient) client).pipelinedTransactions(i * 2, 2, NOTE + i);
    }
    return Long.toString(client.queryLong(Tables.JOURNAL_SUM));
  }
}
