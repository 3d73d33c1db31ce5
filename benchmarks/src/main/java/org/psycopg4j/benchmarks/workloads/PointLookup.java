// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** A, A-unix: one row by its key, one after another. */
public final class PointLookup implements Workload {
  private static final int TIMES = 100;

  private final String name;
  private final boolean unix;
  private final Tables tables;
  private final Keys keys;

  private PointLookup(String name, boolean unix, Tables tables) {
    this.name = name;
    this.unix = unix;
    this.tables = tables;
    keys = new Keys(tables, 0);
  }

  /** A: over TCP. */
  public static PointLookup overTcp(Tables tables) {
    return new PointLookup("A", false, tables);
  }

  /** A-unix: over the server's Unix socket. */
  public static PointLookup overUnixSocket(Tables tables) {
    return new PointLookup("A-unix", true, tables);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "one row (int4, int8, text) by its key, one after another"
        + (unix ? ", over a Unix socket" : "");
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public boolean possible(Target target) {
    return !unix || target.socketDirectory() != null;
  }

  @Override
  public Target at(Target target) {
    return unix ? target.bySocket() : target;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((LookupClient) client).lookups(keys.next(TIMES), values);
    return TIMES;
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    ((LookupClient) client).lookups(new Keys(tables, 0).next(TIMES), checksum);
    return checksum.toString();
  }
}
