// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.ConnectClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.Workload;

/** H: log in with a password, and close. */
public final class LogIn implements Workload {
  @Override
  public String name() {
    return "H";
  }

  @Override
  public String title() {
    return "log in with SCRAM-SHA-256, and close";
  }

  @Override
  public String unit() {
    return "op";
  }

  @Override
  public Target at(Target target) {
    return target.as(Tables.SCRAM_USER, Tables.SCRAM_PASSWORD);
  }

  @Override
  public Shape shape() {
    return Shape.LOG_INS;
  }

  @Override
  public long run(Client client, Values values) throws Exception {
    ((ConnectClient) client).connectAndClose();
    return 1;
  }

  /** Nothing is read: that a wrong password is not let in is the server's affair. */
  @Override
  public String verify(Client client) throws Exception {
    run(client, new Checksum());
    return "logged in";
  }
}
