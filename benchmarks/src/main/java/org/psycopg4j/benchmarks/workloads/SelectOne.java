// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** A0: the same short statement without parameters, one after another. */
public final class SelectOne implements Workload {
  private static final int TIMES = 100;

  @Override
  public String name() {
    return "A0";
  }

  @Override
  public String title() {
    return "`select 1`, a statement without parameters, one after another";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((LookupClient) client).selectOnes(TIMES, values);
    return TIMES;
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    run(client, checksum);
    return checksum.toString();
  }
}
