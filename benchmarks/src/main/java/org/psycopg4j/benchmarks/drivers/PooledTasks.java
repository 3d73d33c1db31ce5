// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;

/** Tasks of a driver that waits: each has a thread and borrows a connection for each look-up. */
final class PooledTasks implements Client, TaskClient {
  /** Borrows a connection, looks a key up and returns the connection. */
  @FunctionalInterface
  interface Lookup {
    void lookup(int id, Values values) throws Exception;
  }

  private final Client client;
  private final Lookup lookup;
  private final Runnable closePool;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  PooledTasks(Client client, Lookup lookup, Runnable closePool) {
    this.client = client;
    this.lookup = lookup;
    this.closePool = closePool;
  }

  @Override
  public void tasks(int[][] ids, IntFunction<Values> values) throws Exception {
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      int[] keys = ids[i];
      Values own = values.apply(i);
      working.add(
          threads.submit(
              () -> {
                for (int id : keys) {
                  lookup.lookup(id, own);
                }
                return null;
              }));
    }
    for (Future<?> one : working) {
      one.get();
    }
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
    threads.shutdown();
    closePool.run();
    client.close();
  }
}
