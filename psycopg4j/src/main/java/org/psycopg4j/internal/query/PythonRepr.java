// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

/** Python's {@code repr} of a string: the text of its KeyError. */
final class PythonRepr {
  private PythonRepr() {}

  static String of(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder repr = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> repr.append("\\n");
        case '\r' -> repr.append("\\r");
        case '\t' -> repr.append("\\t");
        case '\\' -> repr.append("\\\\");
        default -> {
          if (c == quote) {
            repr.append('\\').append(c);
          } else if (c < ' ' || c == 0x7f) {
            repr.append("\\x%02x".formatted((int) c));
          } else {
            repr.append(c);
          }
        }
      }
    }
    return repr.append(quote).toString();
  }
}
