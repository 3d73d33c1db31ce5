// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.psycopg4j.benchmarks.Values;

/**
 * commons-pool2's GenericObjectPool of objects that do nothing: what the lending itself costs
 * there. It has no statements.
 */
final class ObjectPool implements Pool<Object> {
  private final GenericObjectPool<Object> pool;

  ObjectPool(PoolSettings settings) {
    pool = new GenericObjectPool<>(new Objects(), CommonsPool.config(settings.size()));
  }

  @Override
  public Object borrow() throws Exception {
    return pool.borrowObject();
  }

  @Override
  public void giveBack(Object lent) {
    pool.returnObject(lent);
  }

  @Override
  public void discard(Object lent) throws Exception {
    pool.invalidateObject(lent);
  }

  @Override
  public void selectOne(Object lent, Values values) {
    throw new UnsupportedOperationException("an object executes nothing");
  }

  @Override
  public void insert(Object lent, int id) {
    throw new UnsupportedOperationException("an object executes nothing");
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Makes them. */
  private static final class Objects extends BasePooledObjectFactory<Object> {
    @Override
    public Object create() {
      return new Object();
    }

    @Override
    public PooledObject<Object> wrap(Object object) {
      return new DefaultPooledObject<>(object);
    }
  }
}
