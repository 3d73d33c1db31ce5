// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * Which of a session's settings are to become what ({@code set_session} of psycopg2). Immutable.
 *
 * @param isolation the isolation level in SQL's words; no setting is no change, here and below
 * @param readonly whether transactions may not write
 * @param deferrable whether they may wait for a safe snapshot
 * @param autocommit whether each statement is a transaction of its own; null is no change
 */
public record SettingsChange(
    @Nullable Setting<String> isolation,
    @Nullable Setting<Boolean> readonly,
    @Nullable Setting<Boolean> deferrable,
    @Nullable Boolean autocommit) {
  /** No change. */
  public static final SettingsChange NONE = new SettingsChange(null, null, null, null);

  /**
   * A setting's new value.
   *
   * @param value the value; null is the server's default
   */
  public record Setting<T>(@Nullable T value) {}

  /** This and the isolation level. */
  public SettingsChange withIsolation(@Nullable String value) {
    return new SettingsChange(new Setting<>(value), readonly, deferrable, autocommit);
  }

  /** This and whether transactions may not write. */
  public SettingsChange withReadonly(@Nullable Boolean value) {
    return new SettingsChange(isolation, new Setting<>(value), deferrable, autocommit);
  }

  /** This and whether transactions may wait. */
  public SettingsChange withDeferrable(@Nullable Boolean value) {
    return new SettingsChange(isolation, readonly, new Setting<>(value), autocommit);
  }

  /** This and autocommit. */
  public SettingsChange withAutocommit(boolean on) {
    return new SettingsChange(isolation, readonly, deferrable, on);
  }
}
