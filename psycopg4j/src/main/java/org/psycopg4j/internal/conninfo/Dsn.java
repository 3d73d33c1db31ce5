// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.Arrays;
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
    return UriParser.isUri(dsn) ? new UriParser(dsn).parse() : new KeyValueParser(dsn).parse();
  }

  /** Raises an error unless there is such a keyword. */
  public static void requireKnown(String keyword) {
    if (Keyword.of(keyword) == null) {
      throw invalid("invalid connection option \"" + shown(keyword) + "\"");
    }
  }

  /**
   * What may be shown of a word that should be a keyword and is none. Where a sign is missing it
   * may be a whole URI, or a keyword with a password behind it.
   */
  static String shown(String word) {
    boolean mayBeSecret =
        word.contains("//")
            || word.indexOf('@') >= 0
            || Arrays.stream(Keyword.values()).anyMatch(k -> k.isSecret() && hasIn(word, k));
    return mayBeSecret ? "..." : word;
  }

  private static boolean hasIn(String word, Keyword secret) {
    return word.length() > secret.keyword().length() && word.contains(secret.keyword());
  }

  /** Whether there is something among the settings that is not to be shown. */
  static boolean hasSecret(Map<String, String> settings) {
    return settings.keySet().stream().anyMatch(Dsn::isSecret);
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
