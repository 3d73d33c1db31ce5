// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.literal.Identifier;
import org.psycopg4j.internal.types.literal.StringLiteral;

/**
 * The statements about one server-side cursor, in psycopg2's words (PostgreSQL manual: DECLARE,
 * FETCH, MOVE, CLOSE).
 */
public final class CursorSql {
  private final String name;
  private final String identifier;

  /** The statements about the cursor of that name, whatever characters it has. */
  public CursorSql(String name) {
    this.name = name;
    this.identifier = Identifier.quoted(name);
  }

  /** The cursor's name as it was given. */
  public String name() {
    return name;
  }

  /**
   * What has to stand before a query so that the cursor is declared for it.
   *
   * @param scrollable whether it can move backwards; null leaves it to the server
   */
  public String declare(@Nullable Boolean scrollable, boolean withHold) {
    String scroll = scrollable == null ? "" : scrollable ? "SCROLL " : "NO SCROLL ";
    String hold = withHold ? "WITH HOLD" : "WITHOUT HOLD";
    return "DECLARE " + identifier + " " + scroll + "CURSOR " + hold + " FOR ";
  }

  /** Fetches the next rows; a negative number fetches backwards. */
  public String fetchForward(int rows) {
    return "FETCH FORWARD " + rows + " FROM " + identifier;
  }

  /** Fetches all rows that are left. */
  public String fetchAll() {
    return "FETCH FORWARD ALL FROM " + identifier;
  }

  /** Moves by so many rows, backwards if negative. */
  public String move(int rows) {
    return "MOVE " + rows + " FROM " + identifier;
  }

  /** Moves onto a row: the first is 1, the last -1, and 0 is before the first. */
  public String moveAbsolute(int row) {
    return "MOVE ABSOLUTE " + row + " FROM " + identifier;
  }

  /** Closes the cursor. */
  public String close() {
    return "CLOSE " + identifier;
  }

  /** Returns a row if there is a cursor of that name. */
  public String lookUp(Quoting quoting) {
    SqlBuffer out = new SqlBuffer(quoting.charset());
    StringLiteral.TEXT.write(name, out, quoting, Literals.defaults());
    return "SELECT 1 FROM pg_catalog.pg_cursors where name = "
        + new String(out.toByteArray(), out.charset());
  }
}
