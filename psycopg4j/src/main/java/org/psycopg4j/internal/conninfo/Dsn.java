// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.psycopg4j.errors.ProgrammingException;

/** Connection strings, read and written (psycopg2.extensions.parse_dsn and make_dsn). */
public final class Dsn {
  private static final Pattern FOREIGN_URI = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+.:-]*://");

  private Dsn() {}

  /** The error of a connection string that can't be understood. It shows none of its values. */
  static ProgrammingException invalid(String what) {
    return new ProgrammingException("invalid dsn: " + what);
  }

  /**
   * The settings that a connection string makes, in the order in which it makes them.
   *
   * @param dsn {@code key=value} pairs or a {@code postgresql://} URI
   * @throws org.psycopg4j.errors.ProgrammingException if it is neither, or has an unknown keyword
   */
  public static Map<String, String> parse(String dsn) {
    if (!UriParser.isUri(dsn) && FOREIGN_URI.matcher(dsn).lookingAt()) {
      throw invalid("a URI has to begin with postgresql:// or postgres://");
    }
    Map<String, String> settings =
        UriParser.isUri(dsn) ? new UriParser(dsn).parse() : new KeyValueParser(dsn).parse();
    settings.keySet().forEach(Dsn::requireKnown);
    return settings;
  }

  /** Raises an error unless there is such a keyword. */
  public static void requireKnown(String keyword) {
    if (Keyword.of(keyword) == null) {
      throw invalid("invalid connection option \"" + keyword + "\"");
    }
  }

  /** The settings as {@code key=value} pairs that {@link #parse} reads back. */
  public static String format(Map<String, String> settings) {
    StringBuilder dsn = new StringBuilder();
    settings.forEach(
        (keyword, value) ->
            dsn.append(dsn.isEmpty() ? "" : " ").append(keyword).append('=').append(quote(value)));
    return dsn.toString();
  }

  /** The settings as {@code key=value} pairs, fit to be shown: a password is {@code xxx}. */
  public static String formatWithoutPassword(Map<String, String> settings) {
    Map<String, String> shown = new LinkedHashMap<>(settings);
    shown.replaceAll((keyword, value) -> isSecret(keyword) ? "xxx" : value);
    return format(shown);
  }

  private static boolean isSecret(String keyword) {
    Keyword known = Keyword.of(keyword);
    return known != null && known.isSecret();
  }

  /** The same settings in libpq's order, as psycopg2's parse_dsn gives them. */
  public static Map<String, String> inOrder(Map<String, String> settings) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      String value = settings.get(keyword.keyword());
      if (value != null) {
        ordered.put(keyword.keyword(), value);
      }
    }
    return ordered;
  }

  private static String quote(String value) {
    String escaped = value.replace("\\", "\\\\").replace("'", "\\'");
    boolean plain = !value.isEmpty() && value.chars().noneMatch(Character::isWhitespace);
    return plain ? escaped : "'" + escaped + "'";
  }
}
