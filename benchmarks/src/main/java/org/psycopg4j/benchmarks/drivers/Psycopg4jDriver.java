// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.pool.ConnectionPool;

/** psycopg4j, with as many connections as a workload wants. */
final class Psycopg4jDriver {
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private Psycopg4jDriver() {}

  /**
   * Connects.
   *
   * @param prepareThreshold psycopg4j's option of that name, null to leave it alone
   */
  static Client open(Target target, Workload workload, @Nullable Integer prepareThreshold)
      throws Exception {
    Callable<Psycopg4jClient> opener =
        () -> new Psycopg4jClient(target, workload.transactional(), prepareThreshold);
    return switch (workload.shape()) {
      case ONE -> opener.call();
      case CROWD -> new Crowd<>(opener);
      case TASKS -> tasks(target, opener.call());
      case LOG_INS -> new Connects(opener);
    };
  }

  private static Client tasks(Target target, Client client) {
    ConnectionPool pool =
        ConnectionPool.of(
            "",
            options ->
                options
                    .minSize(TaskClient.CONNECTIONS)
                    .maxSize(TaskClient.CONNECTIONS)
                    .connect(connect -> Psycopg4jClient.to(target, connect))
                    .configure(connection -> connection.autocommit(true)));
    pool.awaitReady(LONGEST_START);
    return new PooledTasks(
        client,
        (id, values) -> {
          try (Connection lent = pool.getConn()) {
            Psycopg4jClient.lookup(lent.cursor(), id, values);
          }
        },
        pool::close);
  }
}
