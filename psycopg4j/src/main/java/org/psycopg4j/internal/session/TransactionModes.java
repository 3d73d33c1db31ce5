// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction is to be like, as SQL (manual: "BEGIN", "SET TRANSACTION"). Immutable.
 *
 * @param isolation the isolation level in SQL's words, such as {@code REPEATABLE READ}; null is the
 *     server's default, here and below
 * @param readonly whether it may not write
 * @param deferrable whether a serializable read-only transaction may wait for a safe snapshot
 */
public record TransactionModes(
    @Nullable String isolation, @Nullable Boolean readonly, @Nullable Boolean deferrable) {
  /** The server's defaults. */
  public static final TransactionModes DEFAULT = new TransactionModes(null, null, null);

  private static final String ISOLATION = "default_transaction_isolation";
  private static final String READONLY = "default_transaction_read_only";
  private static final String DEFERRABLE = "default_transaction_deferrable";

  /** The statement that begins such a transaction, in psycopg2's words. */
  public String begin() {
    if (equals(DEFAULT)) {
      return "BEGIN";
    }
    StringBuilder sql = new StringBuilder("BEGIN");
    if (isolation != null) {
      sql.append(" ISOLATION LEVEL ").append(isolation);
    }
    if (readonly != null) {
      sql.append(readonly ? " READ ONLY" : " READ WRITE");
    }
    if (deferrable != null) {
      sql.append(deferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
    }
    return sql.toString();
  }

  /** These, where they say something, and the others' modes where they don't. */
  public TransactionModes over(TransactionModes others) {
    return new TransactionModes(
        isolation == null ? others.isolation : isolation,
        readonly == null ? others.readonly : readonly,
        deferrable == null ? others.deferrable : deferrable);
  }

  /** What these become by a change. */
  TransactionModes changedBy(SettingsChange change) {
    return new TransactionModes(
        change.isolation() == null ? isolation : change.isolation().value(),
        change.readonly() == null ? readonly : change.readonly().value(),
        change.deferrable() == null ? deferrable : change.deferrable().value());
  }

  /** The statements that make what a change names the session's defaults. */
  List<String> setting(SettingsChange change) {
    List<String> statements = new ArrayList<>(3);
    if (change.isolation() != null) {
      statements.add(set(ISOLATION, isolation));
    }
    if (change.readonly() != null) {
      statements.add(set(READONLY, onOff(readonly)));
    }
    if (change.deferrable() != null) {
      statements.add(set(DEFERRABLE, onOff(deferrable)));
    }
    return statements;
  }

  /** The statements that make all of these that say something the session's defaults. */
  List<String> setting() {
    return setting(
        SettingsChange.NONE
            .withIsolation(isolation)
            .withReadonly(readonly)
            .withDeferrable(deferrable));
  }

  /** The statements that give the session's defaults back where these differ from them. */
  List<String> resetting() {
    List<String> statements = new ArrayList<>(3);
    if (isolation != null) {
      statements.add(set(ISOLATION, null));
    }
    if (readonly != null) {
      statements.add(set(READONLY, null));
    }
    if (deferrable != null) {
      statements.add(set(DEFERRABLE, null));
    }
    return statements;
  }

  private static String set(String parameter, @Nullable String value) {
    return "SET " + parameter + " TO " + (value == null ? "DEFAULT" : "'" + value + "'");
  }

  private static @Nullable String onOff(@Nullable Boolean value) {
    return value == null ? null : value ? "on" : "off";
  }
}
