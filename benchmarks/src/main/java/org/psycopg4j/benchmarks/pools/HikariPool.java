// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.Values;

/**
 * HikariCP over pgjdbc. It asks the server whether a connection is alive when it lends one that was
 * not used for more than {@code com.zaxxer.hikari.aliveBypassWindowMs}, 500 ms by default. With 0
 * it still lends one unseen that was used in the same millisecond; with -1 it asks each time.
 */
final class HikariPool implements Pool<Connection> {
  private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

  private final HikariDataSource source;

  /**
   * Opens a pool.
   *
   * @param bypassMillis the property, null to leave it alone
   */
  HikariPool(PoolSettings settings, @Nullable Long bypassMillis) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(Jdbc.url(settings));
    config.setDataSourceProperties(Jdbc.properties(settings.target()));
    config.setMaximumPoolSize(settings.size());
    // Each pool reads it once, when it is made.
    if (bypassMillis != null) {
      System.setProperty(BYPASS, bypassMillis.toString());
    }
    try {
      source = new HikariDataSource(config);
    } finally {
      System.clearProperty(BYPASS);
    }
  }

  @Override
  public Connection borrow() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void giveBack(Connection lent) throws SQLException {
    lent.close();
  }

  @Override
  public void discard(Connection lent) throws SQLException {
    lent.close(); // it has seen the error, and knows whether the connection is of use
  }

  @Override
  public void selectOne(Connection lent, Values values) throws SQLException {
    Jdbc.selectOne(lent, values);
  }

  @Override
  public void insert(Connection lent, int id) throws SQLException {
    Jdbc.insert(lent, id);
  }

  @Override
  public void close() {
    source.close();
  }
}
