// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.session.SettingsChange;

/**
 * Settings of a session that are to change together ({@code connection.set_session} of psycopg2).
 * What is not named stays as it is. Immutable: each method returns a new one.
 *
 * <pre>{@code
 * conn.setSession(SessionOptions.unchanged().isolationLevel(SERIALIZABLE).readonly(true));
 * }</pre>
 */
public final class SessionOptions {
  private static final SessionOptions UNCHANGED = new SessionOptions(SettingsChange.NONE);

  private final SettingsChange change;

  private SessionOptions(SettingsChange change) {
    this.change = change;
  }

  /** No change: where to begin. */
  public static SessionOptions unchanged() {
    return UNCHANGED;
  }

  /** These and the isolation level of transactions; null is the server's default. */
  public SessionOptions isolationLevel(@Nullable IsolationLevel level) {
    return new SessionOptions(change.withIsolation(IsolationLevel.sqlOf(level)));
  }

  /** These and whether transactions may not write; null is the server's default. */
  public SessionOptions readonly(@Nullable Boolean readonly) {
    return new SessionOptions(change.withReadonly(readonly));
  }

  /**
   * These and whether a serializable read-only transaction waits until it can't be disturbed; null
   * is the server's default.
   */
  public SessionOptions deferrable(@Nullable Boolean deferrable) {
    return new SessionOptions(change.withDeferrable(deferrable));
  }

  /** These and whether each statement is a transaction of its own. */
  public SessionOptions autocommit(boolean on) {
    return new SessionOptions(change.withAutocommit(on));
  }

  SettingsChange change() {
    return change;
  }
}
