// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;

/** psycopg4j's asynchronous connections, each shared by several tasks, on one event loop. */
final class Psycopg4jAsyncTasks implements Client, TaskClient {
  private final Psycopg4jClient client;
  private final EventLoop loop = EventLoop.create();
  private final List<AsyncConnection> connections = new ArrayList<>();

  /** Opens them all. */
  Psycopg4jAsyncTasks(Target target) {
    client = new Psycopg4jClient(target, /* transactional= */ false, null);
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(
          AsyncConnection.connect("", options -> Psycopg4jClient.to(target, options), loop).join());
    }
  }

  @Override
  public void tasks(int[][] ids, IntFunction<Values> values) {
    List<CompletableFuture<?>> working = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      next(connections.get(i % CONNECTIONS), ids[i], 0, values.apply(i), end);
      working.add(end);
    }
    CompletableFuture.allOf(working.toArray(new CompletableFuture<?>[0])).join();
  }

  private static void next(
      AsyncConnection connection,
      int[] ids,
      int time,
      Values values,
      CompletableFuture<Boolean> end) {
    if (time == ids.length) {
      end.complete(true);
      return;
    }
    var unused = // what fails is told to the end
        connection
            .shared()
            .fetchOne(Tables.LOOKUP, ids[time])
            .whenComplete(
                (row, error) -> {
                  if (error != null) {
                    end.completeExceptionally(error);
                  } else {
                    add(Objects.requireNonNull(row), values);
                    next(connection, ids, time + 1, values, end);
                  }
                });
  }

  private static void add(Row row, Values values) {
    for (int i = 0; i < row.size(); i++) {
      values.add(row.get(i));
    }
    values.endRow();
  }

  @Override
  public void execute(String sql) {
    client.execute(sql);
  }

  @Override
  public long queryLong(String sql) {
    return client.queryLong(sql);
  }

  @Override
  public void close() {
    connections.forEach(connection -> connection.close().join());
    loop.close();
    client.close();
  }
}
