// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** A0: the same short statement without parameters, one after another. */
public final class SelectOne implements Workload {
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
    client.selectOne(values);
    return 1;
  }

  @Override
  public String verify(Client client) throws Exception {
    Checksum checksum = new Checksum();
    for (int i = 0; i < 20; i++) {
      run(client, checksum);
    }
    return checksum.toString();
  }
}
