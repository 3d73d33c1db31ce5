// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CrowdClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.QueryClient;
import org.psycopg4j.benchmarks.Values;

/** Several connections of a driver that waits, each with a thread of its own. */
final class Crowd<C extends Client & QueryClient> implements Client, CrowdClient {
  private final List<C> members = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  /** Opens them all. */
  Crowd(Callable<C> opener) throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      members.add(opener.call());
    }
  }

  @Override
  public void all(FieldQuery query, int times, IntFunction<Values> values) throws Exception {
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      C member = members.get(i);
      Values own = values.apply(i);
      working.add(
          threads.submit(
              () -> {
                for (int time = 0; time < times; time++) {
                  member.query(query, own);
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
    members.get(0).execute(sql);
  }

  @Override
  public long queryLong(String sql) throws Exception {
    return members.get(0).queryLong(sql);
  }

  @Override
  public void close() throws IOException, SQLException {
    threads.shutdown();
    for (C member : members) {
      member.close();
    }
  }
}
