// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psycopg4j.types.Tuple;

/** Reads the notation of values in the vectors, which is Python's (notation.py): one text. */
final class Notation {
  private final String text;
  private int pos;

  private Notation(String text) {
    this.text = text;
  }

  /** The Java object that stands for a value: a Tuple for a tuple, what Values makes of a call. */
  static Object value(String text) {
    Notation notation = new Notation(text);
    Object value = notation.value();
    notation.end();
    return value;
  }

  /** A call whose arguments are values. */
  static Call call(String text) {
    Notation notation = new Notation(text);
    Call call = notation.callOf(notation.name());
    notation.end();
    return call;
  }

  private void end() {
    if (pos != text.length()) {
      throw unreadable();
    }
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("unreadable at " + pos + ": " + text);
  }

  private char peek() {
    return pos < text.length() ? text.charAt(pos) : '\0';
  }

  private boolean skip(char c) {
    while (peek() == ' ') {
      pos++;
    }
    if (peek() != c) {
      return false;
    }
    pos++;
    return true;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw unreadable();
    }
  }

  private Object value() {
    while (peek() == ' ') {
      pos++;
    }
    char c = peek();
    return switch (c) {
      case '\'' -> string();
      case '[' -> sequence('[', ']');
      case '(' -> Tuple.copyOf(sequence('(', ')'));
      case '{' -> map();
      default -> Character.isDigit(c) || c == '-' ? number() : named(name());
    };
  }

  private List<Object> sequence(char open, char close) {
    expect(open);
    List<Object> values = new ArrayList<>();
    while (!skip(close)) {
      values.add(value());
      if (!skip(',')) {
        expect(close);
        break;
      }
    }
    return values;
  }

  private Map<Object, Object> map() {
    expect('{');
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!skip('}')) {
      Object key = value();
      expect(':');
      map.put(key, value());
      if (!skip(',')) {
        expect('}');
        break;
      }
    }
    return map;
  }

  private String name() {
    while (peek() == ' ') {
      pos++;
    }
    int start = pos;
    while (Character.isJavaIdentifierPart(peek()) && peek() != '\0') {
      pos++;
    }
    if (pos == start) {
      throw unreadable();
    }
    return text.substring(start, pos);
  }

  private Object named(String name) {
    return switch (name) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> Values.make(callOf(name));
    };
  }

  private Call callOf(String name) {
    expect('(');
    List<Object> arguments = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    while (!skip(')')) {
      int start = pos;
      String key = Character.isLetter(afterSpaces()) ? name() : "";
      if (!key.isEmpty() && skip('=')) {
        named.put(key, value());
      } else {
        pos = start;
        arguments.add(value());
      }
      if (!skip(',')) {
        expect(')');
        break;
      }
    }
    return new Call(name, arguments, named);
  }

  private char afterSpaces() {
    while (peek() == ' ') {
      pos++;
    }
    return peek();
  }

  private Object number() {
    int start = pos++;
    if (text.startsWith("-inf", start)) {
      pos = start + 4;
      return Double.NEGATIVE_INFINITY;
    }
    boolean whole = true;
    for (; "0123456789.e+-".indexOf(peek()) >= 0; pos++) {
      whole &= Character.isDigit(peek());
    }
    String digits = text.substring(start, pos);
    return whole ? integer(new BigInteger(digits)) : (Object) Double.valueOf(digits);
  }

  /** An int as Java's programs hold it: in the smallest type that has it. */
  private static Object integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String string() {
    expect('\'');
    StringBuilder string = new StringBuilder();
    while (peek() != '\'') {
      char c = text.charAt(pos++);
      string.append(c == '\\' ? escaped() : c);
    }
    pos++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(pos++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case '\\', '\'' -> c;
      default -> throw unreadable();
    };
  }

  private char hex(int digits) {
    pos += digits;
    return (char) Integer.parseInt(text.substring(pos - digits, pos), 16);
  }
}
