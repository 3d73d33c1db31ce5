// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;

/** What no driver can beat with many tasks: one thread sends what all of them want, then reads. */
public final class FloorTasks implements Client, TaskClient {
  private final List<FloorBinary> connections = new ArrayList<>();

  private FloorTasks() {}

  /** Logs in with each connection. */
  public static FloorTasks open(Target target) throws IOException {
    FloorTasks tasks = new FloorTasks();
    for (int i = 0; i < CONNECTIONS; i++) {
      tasks.connections.add(FloorBinary.open(target));
    }
    return tasks;
  }

  @Override
  public void tasks(int[][] ids, IntFunction<Values> values) throws IOException {
    for (int time = 0; time < ids[0].length; time++) {
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.get(i).sendLookups(ids, i, CONNECTIONS, time);
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        for (int task = i; task < ids.length; task += CONNECTIONS) {
          connections.get(i).readLookup(values.apply(task));
        }
      }
    }
  }

  @Override
  public void execute(String sql) throws IOException {
    connections.get(0).execute(sql);
  }

  @Override
  public long queryLong(String sql) throws IOException {
    return connections.get(0).queryLong(sql);
  }

  @Override
  public void close() throws IOException {
    for (FloorBinary connection : connections) {
      connection.close();
    }
  }
}
