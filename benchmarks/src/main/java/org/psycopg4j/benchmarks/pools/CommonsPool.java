// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.psycopg4j.benchmarks.Values;

/**
 * commons-pool2's GenericObjectPool over pgjdbc. It tries a connection before it lends it only if
 * it is told to, and then each time.
 */
final class CommonsPool implements Pool<Connection> {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30); // as the others have it
  private static final int VALIDATION_SECONDS = 5;

  private final GenericObjectPool<Connection> pool;

  CommonsPool(PoolSettings settings, boolean testOnBorrow) {
    GenericObjectPoolConfig<Connection> config = config(settings.size());
    config.setMaxWait(LONGEST_WAIT);
    config.setTestOnBorrow(testOnBorrow);
    pool = new GenericObjectPool<>(new Connections(settings), config);
  }

  static <T> GenericObjectPoolConfig<T> config(int size) {
    GenericObjectPoolConfig<T> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(size);
    config.setMaxIdle(size);
    config.setMinIdle(size);
    return config;
  }

  @Override
  public Connection borrow() throws Exception {
    return pool.borrowObject();
  }

  @Override
  public void giveBack(Connection lent) {
    pool.returnObject(lent);
  }

  @Override
  public void discard(Connection lent) throws Exception {
    if (lent.isClosed()) {
      pool.invalidateObject(lent);
    } else {
      pool.returnObject(lent);
    }
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
    pool.close();
  }

  /** Opens, tries and closes them. */
  private static final class Connections extends BasePooledObjectFactory<Connection> {
    private final PoolSettings settings;

    Connections(PoolSettings settings) {
      this.settings = settings;
    }

    @Override
    public Connection create() throws SQLException {
      return DriverManager.getConnection(Jdbc.url(settings), Jdbc.properties(settings.target()));
    }

    @Override
    public PooledObject<Connection> wrap(Connection connection) {
      return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<Connection> pooled) {
      try {
        return pooled.getObject().isValid(VALIDATION_SECONDS);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void destroyObject(PooledObject<Connection> pooled) throws SQLException {
      pooled.getObject().close();
    }
  }
}
