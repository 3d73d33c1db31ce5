// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.time.Duration;
import java.util.Objects;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.pool.ConnectionPool;

/**
 * psycopg4j's own. It looks at the socket of each connection that it lends, which is a system call
 * and no round trip.
 */
final class Psycopg4jPool implements Pool<Connection> {
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final ConnectionPool pool;

  /**
   * Opens a pool.
   *
   * @param check whether the server is asked as well, each time
   */
  Psycopg4jPool(PoolSettings settings, boolean check) {
    pool =
        ConnectionPool.of(
            "",
            options -> {
              options
                  .minSize(settings.size())
                  .maxSize(settings.size())
                  .connect(connect -> connect(connect, settings))
                  .configure(connection -> connection.autocommit(true));
              if (check) {
                options.check(ConnectionPool::checkConnection);
              }
            });
    pool.awaitReady(LONGEST_START);
  }

  private static void connect(ConnectOptions options, PoolSettings settings) {
    Target target = settings.target();
    options
        .host(target.host())
        .port(target.port())
        .user(target.user())
        .dbname(target.database())
        .applicationName(settings.applicationName());
    if (target.password() != null) {
      options.password(target.password());
    }
  }

  @Override
  public Connection borrow() {
    return pool.getConn();
  }

  @Override
  public void giveBack(Connection lent) {
    lent.close();
  }

  @Override
  public void discard(Connection lent) {
    lent.close(); // the pool sees whether it is of use
  }

  @Override
  public void selectOne(Connection lent, Values values) {
    try (Cursor<Row> cursor = lent.cursor()) {
      Row row = Objects.requireNonNull(cursor.execute(Tables.SELECT_ONE).fetchOne());
      values.add((long) row.getInt(0));
      values.endRow();
    }
  }

  @Override
  public void insert(Connection lent, int id) {
    try (Cursor<Row> cursor = lent.cursor()) {
      cursor.execute(Tables.INSERT, id, Jdbc.NOTE);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
