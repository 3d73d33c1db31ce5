// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.ConnectClient;

/** A client of a driver that waits, which opens and closes others. */
final class Connects implements Client, ConnectClient {
  private final Callable<? extends Client> opener;
  private final Client client;

  Connects(Callable<? extends Client> opener) throws Exception {
    this.opener = opener;
    client = opener.call();
  }

  @Override
  public void connectAndClose() throws Exception {
    opener.call().close();
  }

  @Override
  public void execute(String sql) throws Exception {
    client.execute(sql);
  }

  @Override
  public long queryLong(String sql) throws Exception {
    return client.queryLong(sql);
  }

  @Override
  public void close() throws IOException, SQLException {
    client.close();
  }
}
