// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ParameterException.Kind;
import org.psycopg4j.internal.query.PythonRepr;

/**
 * The texts of a format string and, for each replacement field between them, the piece that is
 * asked for. The grammar, and what is wrong with a string, are those of Python's {@code str.format}
 * as far as psycopg2 takes it: names and numbers, no conversions, no specifications.
 */
final class FormatFields {
  /* Characters are read one by one and never twice; `at` is the next one. */
  private final String format;
  private final List<? extends @Nullable Object> positional;
  private final Map<String, ? extends @Nullable Object> named;
  private final List<@Nullable Object> pieces = new ArrayList<>();
  private int at;
  private int automatic; // the number of the next {}; -1 once a number was written

  FormatFields(
      String format,
      List<? extends @Nullable Object> positional,
      Map<String, ? extends @Nullable Object> named) {
    this.format = format;
    this.positional = positional;
    this.named = named;
    while (at < format.length()) {
      text();
    }
  }

  /** Texts as {@link SQL}, and the pieces as they were given. */
  List<@Nullable Object> pieces() {
    return pieces;
  }

  /** Reads a text up to a field and the field itself, or up to a brace that is doubled. */
  private void text() {
    int brace = at;
    while (brace < format.length() && format.charAt(brace) != '{' && format.charAt(brace) != '}') {
      brace++;
    }
    boolean atEnd = brace == format.length();
    boolean doubled =
        brace + 1 < format.length() && format.charAt(brace + 1) == format.charAt(brace);
    if (!atEnd && !doubled && format.charAt(brace) == '}') {
      throw new ParameterException(Kind.VALUE, "Single '}' encountered in format string");
    }
    if (!doubled && brace == format.length() - 1) {
      throw new ParameterException(Kind.VALUE, "Single '{' encountered in format string");
    }
    String text = format.substring(at, doubled ? brace + 1 : brace);
    if (!text.isEmpty()) {
      pieces.add(new SQL(text));
    }
    at = doubled ? brace + 2 : brace + 1;
    if (!atEnd && !doubled) {
      pieces.add(field());
    }
  }

  /** Reads a field behind its opening brace. */
  private @Nullable Object field() {
    String name = name();
    char end = format.charAt(at++);
    boolean converted = end == '!';
    if (converted) {
      end = conversion();
    }
    if (end == ':' && !specification().isEmpty()) {
      throw new ParameterException(Kind.VALUE, "no format specification supported by SQL");
    }
    if (converted) {
      throw new ParameterException(Kind.VALUE, "no format conversion supported by SQL");
    }
    if (name.isEmpty()) {
      return next();
    }
    return name.chars().allMatch(Character::isDigit) ? numbered(name) : byName(name);
  }

  /** Reads up to what ends a name; within brackets nothing does. */
  private String name() {
    int start = at;
    for (boolean inBrackets = false; at < format.length(); at++) {
      char c = format.charAt(at);
      if (inBrackets) {
        inBrackets = c != ']';
      } else if (c == '[') {
        inBrackets = true;
      } else if (c == '{') {
        throw new ParameterException(Kind.VALUE, "unexpected '{' in field name");
      } else if (c == '}' || c == ':' || c == '!') {
        return format.substring(start, at);
      }
    }
    throw new ParameterException(Kind.VALUE, "expected '}' before end of string");
  }

  /** Reads a conversion, which is one character, and returns the one behind it. */
  private char conversion() {
    if (at == format.length()) {
      throw new ParameterException(
          Kind.VALUE, "end of string while looking for conversion specifier");
    }
    at++;
    if (at == format.length()) {
      throw new ParameterException(Kind.VALUE, "unmatched '{' in format spec");
    }
    char end = format.charAt(at++);
    if (end != ':' && end != '}') {
      throw new ParameterException(Kind.VALUE, "expected ':' after conversion specifier");
    }
    return end;
  }

  /** Reads a specification, in which braces nest, and the field's closing brace. */
  private String specification() {
    int start = at;
    for (int depth = 1; at < format.length(); at++) {
      char c = format.charAt(at);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return format.substring(start, at++);
      }
    }
    throw new ParameterException(Kind.VALUE, "unmatched '{' in format spec");
  }

  private @Nullable Object next() {
    if (automatic < 0) {
      throw new ParameterException(
          Kind.VALUE, "cannot switch from manual field numbering to automatic");
    }
    return positional(automatic++);
  }

  private @Nullable Object numbered(String number) {
    if (automatic > 0) {
      throw new ParameterException(
          Kind.VALUE, "cannot switch from automatic field numbering to manual");
    }
    automatic = -1;
    try {
      return positional(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      if (new BigInteger(number).bitLength() >= Long.SIZE) {
        throw new ParameterException(Kind.INDEX, "cannot fit 'int' into an index-sized integer");
      }
      return positional(Integer.MAX_VALUE);
    }
  }

  private @Nullable Object positional(int index) {
    if (index >= positional.size()) {
      throw new ParameterException(
          Kind.INDEX,
          "tuple index out of range",
          "the text asks for more pieces than the %d that were given".formatted(positional.size()));
    }
    return positional.get(index);
  }

  private @Nullable Object byName(String name) {
    if (!named.containsKey(name)) {
      throw new ParameterException(
          Kind.KEY, PythonRepr.of(name), "the text asks for a piece of this name, but none is");
    }
    return named.get(name);
  }
}
