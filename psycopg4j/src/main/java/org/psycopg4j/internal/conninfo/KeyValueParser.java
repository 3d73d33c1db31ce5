// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code key=value} connection strings (manual: "Keyword/Value Connection Strings"): spaces
 * around {@code =} are optional, a value with spaces stands between single quotes, a backslash
 * takes the next character as it is.
 */
final class KeyValueParser {
  private final String dsn;
  private int pos;

  KeyValueParser(String dsn) {
    this.dsn = dsn;
  }

  Map<String, String> parse() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (skipSpace(); pos < dsn.length(); skipSpace()) {
      String keyword = keyword();
      skipSpace();
      if (pos == dsn.length() || dsn.charAt(pos) != '=') {
        // What follows a password is the rest of it if somebody forgot the quotes: don't show it.
        throw Dsn.invalid(
            Dsn.hasSecret(settings)
                ? "missing \"=\" in connection info string: quote a value that has spaces in it"
                : "missing \"=\" after \"" + Dsn.shown(keyword) + "\" in connection info string");
      }
      pos++;
      skipSpace();
      String value = value();
      Dsn.requireKnown(keyword); // before anything behind it is an error
      settings.put(keyword, value);
    }
    return settings;
  }

  private String keyword() {
    int start = pos;
    while (pos < dsn.length() && dsn.charAt(pos) != '=' && !isSpace(dsn.charAt(pos))) {
      pos++;
    }
    return dsn.substring(start, pos);
  }

  private String value() {
    boolean quoted = pos < dsn.length() && dsn.charAt(pos) == '\'';
    if (quoted) {
      pos++;
    }
    StringBuilder value = new StringBuilder();
    for (; pos < dsn.length(); pos++) {
      char c = dsn.charAt(pos);
      if (quoted ? c == '\'' : isSpace(c)) {
        break;
      }
      if (c == '\\' && pos + 1 < dsn.length()) {
        c = dsn.charAt(++pos);
      } else if (c == '\\') {
        continue; // a backslash at the very end stands for nothing
      }
      value.append(c);
    }
    if (quoted && pos++ == dsn.length()) {
      throw Dsn.invalid("unterminated quoted string in connection info string");
    }
    return value.toString();
  }

  private void skipSpace() {
    while (pos < dsn.length() && isSpace(dsn.charAt(pos))) {
      pos++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
