// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.PipelineClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** A-pipeline: one row by its key, ten at a time. */
public final class PipelinedLookup implements Workload {
  private static final int DEPTH = 10;

  private final Tables tables;
  private final Keys keys;

  public PipelinedLookup(Tables tables) {
    this.tables = tables;
    keys = new Keys(tables, 0);
  }

  @Override
  public String name() {
    return "A-pipeline";
  }

  @Override
  public String title() {
    return "one row (int4, int8, text) by its key, ten sent at a time";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((PipelineClient) client).pipelinedLookups(keys.next(DEPTH), values);
    return DEPTH;
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    Keys fresh = new Keys(tables, 0);
    for (int i = 0; i < 10; i++) {
      ((PipelineClient) client).pipelinedLookups(fresh.next(DEPTH), checksum);
    }
    return checksum.toString();
  }
}
