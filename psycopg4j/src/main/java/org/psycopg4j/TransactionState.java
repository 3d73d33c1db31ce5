// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;

/**
 * Where the connection stands between BEGIN and COMMIT, and in how many transaction blocks. Used by
 * the holder of the connection's lock; the volatile fields are read by any thread.
 */
final class TransactionState {
  private volatile boolean autocommit;
  private volatile ConnectionStatus status = ConnectionStatus.READY;
  private volatile long mark;
  private int depth;
  private @Nullable Thread blockOwner;

  boolean autocommit() {
    return autocommit;
  }

  void autocommit(boolean on) {
    autocommit = on;
  }

  ConnectionStatus status() {
    return status;
  }

  /** Whether the next statement has to begin a transaction first. */
  boolean needsBegin() {
    return status == ConnectionStatus.READY && (!autocommit || depth > 0);
  }

  void begun() {
    status = ConnectionStatus.BEGIN;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the lock's holder alone writes
  void ended() {
    status = ConnectionStatus.READY;
    mark++;
  }

  /** A number that changes whenever a transaction ends: what belongs to one remembers its mark. */
  long mark() {
    return mark;
  }

  /** How many transaction blocks are open. */
  int depth() {
    return depth;
  }

  /** Whether another thread is in a transaction block. */
  boolean isOwnedByAnother() {
    return blockOwner != null && blockOwner != Thread.currentThread();
  }

  void enterBlock() {
    blockOwner = Thread.currentThread();
    depth++;
  }

  void leaveBlock() {
    if (--depth == 0) {
      blockOwner = null;
    }
  }
}
