// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a JSON text from its beginning to its end (RFC 8259). For one text. */
final class JsonParser {
  private static final int DEEPEST = 16;

  /* No longer than anybody's number: a BigDecimal of a million digits takes a while. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?");

  private final String text;
  private int pos;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  JsonObject object() throws MalformedJsonException {
    skipSpace();
    if (peek() != '{') {
      throw new MalformedJsonException("top-level element must be an object");
    }
    JsonObject object = members();
    skipSpace();
    if (pos < text.length()) {
      throw invalid();
    }
    return object;
  }

  private Object value() throws MalformedJsonException {
    return switch (peek()) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", JsonObject.NULL);
      default -> number();
    };
  }

  private JsonObject members() throws MalformedJsonException {
    Map<String, Object> members = new HashMap<>();
    enter();
    if (peek() != '}') {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        skipSpace();
        if (members.put(name, value()) != null) {
          throw new MalformedJsonException("a field is duplicated");
        }
        skipSpace();
      } while (takes(','));
    }
    leave('}');
    return new JsonObject(members);
  }

  private List<Object> elements() throws MalformedJsonException {
    List<Object> elements = new ArrayList<>();
    enter();
    if (peek() != ']') {
      do {
        skipSpace();
        elements.add(value());
        skipSpace();
      } while (takes(','));
    }
    leave(']');
    return elements;
  }

  private void enter() throws MalformedJsonException {
    if (++depth > DEEPEST) {
      throw new MalformedJsonException("JSON is too deeply nested");
    }
    pos++;
    skipSpace();
  }

  private void leave(char bracket) throws MalformedJsonException {
    expect(bracket);
    depth--;
  }

  private String string() throws MalformedJsonException {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char c; (c = peek()) != '"'; pos++) {
      if (c < ' ') {
        throw invalid();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    pos++;
    return value.toString();
  }

  /** The character behind a backslash; leaves the position at the last one of the escape. */
  private char escaped() throws MalformedJsonException {
    pos++;
    return switch (peek()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw invalid();
    };
  }

  private char unicode() throws MalformedJsonException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      pos++;
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw invalid();
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private BigDecimal number() throws MalformedJsonException {
    Matcher number = NUMBER.matcher(text).region(pos, text.length());
    if (!number.lookingAt()) {
      throw invalid();
    }
    pos = number.end();
    return new BigDecimal(number.group());
  }

  private Object literal(String word, Object value) throws MalformedJsonException {
    if (!text.startsWith(word, pos)) {
      throw invalid();
    }
    pos += word.length();
    return value;
  }

  private char peek() throws MalformedJsonException {
    if (pos == text.length()) {
      throw new MalformedJsonException("the input ended unexpectedly");
    }
    return text.charAt(pos);
  }

  private void expect(char c) throws MalformedJsonException {
    if (peek() != c) {
      throw invalid();
    }
    pos++;
  }

  private boolean takes(char c) throws MalformedJsonException {
    boolean here = peek() == c;
    pos += here ? 1 : 0;
    return here;
  }

  private void skipSpace() {
    while (pos < text.length() && " \t\n\r".indexOf(text.charAt(pos)) >= 0) {
      pos++;
    }
  }

  private MalformedJsonException invalid() {
    return new MalformedJsonException("invalid JSON at character " + (pos + 1));
  }
}
