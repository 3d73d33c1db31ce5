// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.session.TransactionModes;

/**
 * What one transaction is to be like, and how often it is tried again. Immutable: each method
 * returns a new one.
 *
 * <p>What is not named is as on the connection. The options are for a transaction that begins: a
 * block within another, or one that would take an open transaction over, is refused with them.
 *
 * @see Connection#inTransaction(TransactionOptions, TransactionBody)
 */
public final class TransactionOptions {
  private static final TransactionOptions DEFAULTS =
      new TransactionOptions(TransactionModes.DEFAULT, 0);

  private final TransactionModes modes;
  private final int retries;

  private TransactionOptions(TransactionModes modes, int retries) {
    this.modes = modes;
    this.retries = retries;
  }

  /** All as on the connection, tried once: where to begin. */
  public static TransactionOptions defaults() {
    return DEFAULTS;
  }

  /** These and the isolation level. */
  public TransactionOptions isolationLevel(IsolationLevel level) {
    return new TransactionOptions(
        new TransactionModes(level.sql(), modes.readonly(), modes.deferrable()), retries);
  }

  /** These and whether the transaction may not write. */
  public TransactionOptions readonly(boolean readonly) {
    return new TransactionOptions(
        new TransactionModes(modes.isolation(), readonly, modes.deferrable()), retries);
  }

  /** These and whether a serializable read-only transaction waits until it can't be disturbed. */
  public TransactionOptions deferrable(boolean deferrable) {
    return new TransactionOptions(
        new TransactionModes(modes.isolation(), modes.readonly(), deferrable), retries);
  }

  /**
   * These and how often the transaction is tried again when other transactions were in its way:
   * after a serialization failure (SQLSTATE 40001) or a deadlock (40P01), in its body or at its
   * COMMIT. Its body runs again each time, so what it does beside the transaction is done again as
   * well. Between two tries it waits for a random while, at first for 20 milliseconds at most, in
   * the end for one second; an interrupt ends that.
   *
   * @throws ParameterException if negative
   */
  public TransactionOptions retries(int times) {
    if (times < 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "retries must not be negative: got " + times);
    }
    return new TransactionOptions(modes, times);
  }

  TransactionModes modes() {
    return modes;
  }

  int retries() {
    return retries;
  }

  /** Whether these ask for nothing. */
  boolean areDefaults() {
    return retries == 0 && modes.equals(TransactionModes.DEFAULT);
  }
}
