// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ParameterException.Kind;

/**
 * Columns' names as the fields of a named tuple: psycopg2's NamedTupleCursor over Python's
 * namedtuple, which wants each to be an identifier, no keyword, and the only one of its name.
 */
public final class FieldNames {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield")
              .split(" "));

  private FieldNames() {}

  /**
   * The fields' names.
   *
   * @throws ParameterException ({@code ValueError}) if a name cannot be a field's
   */
  public static List<String> of(List<String> columns) {
    List<String> fields = columns.stream().map(FieldNames::clean).toList();
    for (String field : fields) {
      if (!isIdentifier(field)) {
        throw refused("Type names and field names must be valid identifiers: ", field);
      }
      if (KEYWORDS.contains(field)) {
        throw refused("Type names and field names cannot be a keyword: ", field);
      }
    }
    Set<String> seen = new HashSet<>();
    for (String field : fields) {
      if (!seen.add(field)) {
        throw refused("Encountered duplicate field name: ", field);
      }
    }
    return fields;
  }

  /**
   * Only what ASCII can print is cleaned: what is no letter or digit there becomes an underscore.
   */
  private static String clean(String column) {
    StringBuilder field = new StringBuilder(column.length() + 1);
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      boolean stays = c < ' ' || c > '~' || isAsciiLetter(c) || isAsciiDigit(c);
      field.append(stays ? c : '_');
    }
    boolean badStart =
        field.length() > 0 && (isAsciiDigit(field.charAt(0)) || field.charAt(0) == '_');
    return (badStart ? field.insert(0, 'f') : field).toString();
  }

  /** As Python's {@code str.isidentifier}. */
  private static boolean isIdentifier(String field) {
    return !field.isEmpty()
        && isStart(field.codePointAt(0))
        && field.codePoints().skip(1).allMatch(FieldNames::isPart);
  }

  private static boolean isStart(int c) {
    return c == '_' || Character.isUnicodeIdentifierStart(c);
  }

  private static boolean isPart(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static ParameterException refused(String psycopgText, String field) {
    return new ParameterException(
        Kind.VALUE, psycopgText + repr(field), "give the column another name with AS");
  }

  /** Python's {@code repr} of a field, which has neither a quote nor a backslash any more. */
  private static String repr(String field) {
    StringBuilder repr = new StringBuilder("'");
    field.codePoints().forEach(c -> append(repr, c));
    return repr.append('\'').toString();
  }

  private static void append(StringBuilder repr, int c) {
    switch (c) {
      case '\t' -> repr.append("\\t");
      case '\n' -> repr.append("\\n");
      case '\r' -> repr.append("\\r");
      default -> {
        if (isPrintable(c)) {
          repr.appendCodePoint(c);
        } else {
          repr.append((c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
