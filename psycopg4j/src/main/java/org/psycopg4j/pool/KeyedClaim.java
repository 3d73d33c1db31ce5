// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.OperationalException;

/**
 * A place in the pool whose connection is being made, looked at or tidied up by one thread, without
 * the pool's lock. For any thread.
 */
final class KeyedClaim {
  private final @Nullable Object key;
  private final @Nullable Connection idle;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * A claim of the current thread.
   *
   * @param key the key that it is for; null if it is for the pool's store
   * @param idle the connection that may do, if it is alive
   */
  KeyedClaim(@Nullable Object key, @Nullable Connection idle) {
    this.key = key;
    this.idle = idle;
  }

  @Nullable Object key() {
    return key;
  }

  @Nullable Connection idle() {
    return idle;
  }

  boolean isMine() {
    return owner == Thread.currentThread();
  }

  /** Lets those go on who wait for it. */
  void end() {
    over.countDown();
  }

  /**
   * Waits until it is over, for good or ill.
   *
   * @throws OperationalException if the thread is interrupted, which it still is then
   */
  void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for the pool to connect", e);
    }
  }
}
