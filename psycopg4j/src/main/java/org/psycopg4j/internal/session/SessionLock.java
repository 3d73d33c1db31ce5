// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of a connection, held for one exchange with the server. Once a thread has let go of it,
 * what has come for the user's code is delivered on that thread: never under the lock.
 */
final class SessionLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  private final transient Runnable delivery;

  SessionLock(Runnable delivery) {
    this.delivery = delivery;
  }

  @Override
  public void unlock() {
    super.unlock();
    if (!isHeldByCurrentThread()) {
      delivery.run();
    }
  }
}
