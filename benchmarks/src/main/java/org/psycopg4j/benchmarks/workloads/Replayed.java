// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** CR, CR-primitives: a scan whose answer costs the server nothing, for it is a record. */
public final class Replayed implements Workload {
  private final String name;
  private final Workload scan;

  Replayed(String name, Workload scan) {
    this.name = name;
    this.scan = scan;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return scan.title() + ", from a replay server";
  }

  @Override
  public String unit() {
    return scan.unit();
  }

  @Override
  public Target at(Target target) {
    return target.byReplay();
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    return scan.run(client, values);
  }

  @Override
  public String verify(Client client) throws Exception {
    scan.verify(client); // of the server
    return scan.verify(client); // of the record, for those who ask the same way again
  }
}
