// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;

/** What an SQLSTATE says of an error before a statement was executed. */
final class Sqlstates {
  /** A prepared statement of that name is not there: {@code invalid_sql_statement_name}. */
  static final String NO_SUCH_STATEMENT = "26000";

  private Sqlstates() {}

  /**
   * Whether it says something of the session, the server or the transaction rather than of the
   * statement: a cancel, a lack of resources, a serialization failure. The statement would meet the
   * same by whatever protocol.
   */
  static boolean isOfTheSession(@Nullable String sqlstate) {
    if (sqlstate == null || sqlstate.length() < 2) {
      return true;
    }
    return switch (sqlstate.substring(0, 2)) {
      case "08", "40", "53", "57", "58", "XX" -> true;
      default -> false;
    };
  }
}
