// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

/**
 * Parts of a value in quotes where the server puts them, for values that came in binary format and
 * are wanted as text (PostgreSQL manual, "Range Input/Output", "Composite Type Input and Output
 * Syntax").
 */
final class QuotedText {
  private static final String SPACES = " \t\n\u000b\f\r";

  private QuotedText() {}

  /** Appends a range's bound. */
  static void bound(String value, StringBuilder text) {
    append(value, "()[],", text);
  }

  /** Appends a composite's attribute. */
  static void attribute(String value, StringBuilder text) {
    append(value, "(),", text);
  }

  /** Appends a key or a value of an hstore: always in quotes, with backslashes. */
  static void hstore(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
    }
    text.append('"');
  }

  private static void append(String value, String special, StringBuilder text) {
    if (!quoted(value, special)) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c);
      if (c == '"' || c == '\\') {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static boolean quoted(String value, String special) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || special.indexOf(c) >= 0 || SPACES.indexOf(c) >= 0) {
        return true;
      }
    }
    return value.isEmpty();
  }
}
