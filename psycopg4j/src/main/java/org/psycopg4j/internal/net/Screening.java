// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.SessionAttributes;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.wire.RowStore;

/**
 * Finds out whether a session is like what is wanted: by what the server reports of itself, or
 * before PostgreSQL 14 by a question.
 */
final class Screening {
  private static final String READ_ONLY = "default_transaction_read_only";
  private static final String STANDBY = "in_hot_standby";

  private final SessionAttributes wanted;
  private final SessionParameters parameters;

  Screening(SessionAttributes wanted, SessionParameters parameters) {
    this.wanted = wanted;
    this.parameters = parameters;
  }

  /** What has to be asked first; null if nothing. */
  @Nullable QueryExchange question() {
    if (wanted == SessionAttributes.ANY
        || (parameters.get(READ_ONLY) != null && parameters.get(STANDBY) != null)) {
      return null;
    }
    return new QueryExchange(
        asksForReadOnly() ? "SHOW transaction_read_only" : "SELECT pg_catalog.pg_is_in_recovery()",
        parameters);
  }

  private boolean asksForReadOnly() {
    return wanted == SessionAttributes.READ_WRITE || wanted == SessionAttributes.READ_ONLY;
  }

  /** Whether the session is like that, by what is reported. */
  boolean admits() {
    return wanted.admit(
        "on".equals(parameters.get(READ_ONLY)), "on".equals(parameters.get(STANDBY)));
  }

  /** The same by the answer to the question, a word of which the first letters tell. */
  boolean admits(QueryExchange answer) {
    RowStore rows = answer.rows();
    RowStore.Reader first = rows == null ? null : rows.reader(0);
    if (first == null || !first.next()) {
      return false;
    }
    byte[] row = first.chunk();
    int value = first.offset() + Short.BYTES + Integer.BYTES;
    boolean yes = row[value] == 't' || (row[value] == 'o' && row[value + 1] == 'n'); // t, on
    return asksForReadOnly() ? wanted.admit(yes, false) : wanted.admit(false, yes);
  }
}
