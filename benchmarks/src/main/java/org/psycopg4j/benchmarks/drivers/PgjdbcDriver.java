// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.concurrent.Callable;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Workload;

/** pgjdbc, with as many connections as a workload wants. */
final class PgjdbcDriver {
  private PgjdbcDriver() {}

  /**
   * Connects.
   *
   * @param options pgjdbc's connection properties besides those that name the server
   * @param fetchSize rows to fetch at a time, 0 for all
   */
  static Client open(Target target, Workload workload, Map<String, String> options, int fetchSize)
      throws Exception {
    Callable<PgjdbcClient> opener =
        () -> new PgjdbcClient(target, workload.transactional(), options, fetchSize);
    return switch (workload.shape()) {
      case ONE -> opener.call();
      case CROWD -> new Crowd<>(opener);
      case TASKS -> tasks(target, options, opener.call());
      case LOG_INS -> new Connects(opener);
    };
  }

  /* A statement that is prepared again comes from the connection's own cache. */
  private static Client tasks(Target target, Map<String, String> options, Client client) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(PgjdbcClient.url(target));
    config.setUsername(target.user());
    if (target.password() != null) {
      config.setPassword(target.password());
    }
    options.forEach(config::addDataSourceProperty);
    config.setMaximumPoolSize(TaskClient.CONNECTIONS);
    HikariDataSource pool = new HikariDataSource(config);
    String sql = Tables.LOOKUP.replace("%s", "?");
    return new PooledTasks(
        client,
        (id, values) -> {
          try (Connection lent = pool.getConnection();
              PreparedStatement lookup = lent.prepareStatement(sql)) {
            PgjdbcClient.lookup(lookup, id, values);
          }
        },
        pool::close);
  }
}
