// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.psycopg4j.types.Scope;

/**
 * A statement that is composed rather than written, such as {@code psycopg2.sql}'s: wherever a
 * statement's text is taken, one of these is taken as well, and it may hold placeholders.
 */
@FunctionalInterface
public interface Query {
  /**
   * The statement's text. It may be asked for more than once, should the session's settings change
   * before it is sent.
   *
   * @param context the connection, or a cursor of it, that will execute the statement
   */
  String asString(Scope context);

  /**
   * The statement's text for when arguments are merged into it: the same, but that a {@code %} that
   * is no placeholder's is doubled. A text that may hold values from outside the program has to do
   * that, or what looks like a placeholder in a value would be one.
   *
   * @param context the connection, or a cursor of it, that will execute the statement
   */
  default String template(Scope context) {
    return asString(context);
  }
}
