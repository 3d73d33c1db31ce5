// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a statement into tokens as PostgreSQL's scanner does (manual: "Lexical Structure"). Each
 * placeholder is a U+0000 in the text.
 */
final class SqlLexer {
  /** Stands in a placeholder's place. */
  static final char PLACEHOLDER = '\0';

  private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";
  private static final String MAKES_SIGN_PART = "~!@#%^&|`?";
  private static final String PUNCTUATION = "()[],;.:";

  private final String sql;
  private final boolean backslashEscapes; // in plain strings
  private final Tokens tokens = new Tokens();
  private int pos;
  private @Nullable String defect;

  private SqlLexer(String sql, boolean standardConformingStrings) {
    this.sql = sql;
    this.backslashEscapes = !standardConformingStrings;
  }

  /** The tokens of a text; {@link Tokens#defect()} says what is wrong with it, if anything is. */
  static Tokens scan(String sql, boolean standardConformingStrings) {
    SqlLexer lexer = new SqlLexer(sql, standardConformingStrings);
    while (lexer.defect == null && lexer.pos < sql.length()) {
      lexer.token();
    }
    lexer.tokens.end(sql, lexer.defect);
    return lexer.tokens;
  }

  private void token() {
    char c = sql.charAt(pos);
    if (c == PLACEHOLDER) {
      add(TokenKind.PLACEHOLDER, pos + 1);
    } else if (isSpace(c)) {
      pos++;
    } else if (isAt("--")) {
      lineComment();
    } else if (isAt("/*")) {
      blockComment();
    } else if (isIdentifierStart(c)) {
      wordOrPrefixedString();
    } else if (c == '\'') {
      string(pos, pos + 1, backslashEscapes);
    } else if (c == '"') {
      quoted(pos, pos + 1);
    } else if (c == '$') {
      dollar();
    } else if (isDigit(c) || (c == '.' && isDigit(at(pos + 1)))) {
      number();
    } else if (PUNCTUATION.indexOf(c) >= 0) {
      boolean isDouble = isAt("::") || isAt(":=") || isAt("..");
      add(TokenKind.PUNCTUATION, pos + (isDouble ? 2 : 1));
    } else if (OPERATORS.indexOf(c) >= 0) {
      operator();
    } else {
      defect = "it has a character that is no part of SQL";
    }
  }

  private void add(TokenKind kind, int end) {
    tokens.add(kind, pos, end);
    pos = end;
  }

  private void lineComment() {
    int end = pos;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    requireNoPlaceholder(pos, end, "a comment");
    pos = end;
  }

  private void blockComment() {
    int start = pos;
    int depth = 0;
    do {
      if (pos >= sql.length()) {
        defect = "it ends in a comment";
        return;
      } else if (isAt("/*")) {
        depth++;
        pos += 2;
      } else if (isAt("*/")) {
        depth--;
        pos += 2;
      } else {
        pos++;
      }
    } while (depth > 0);
    requireNoPlaceholder(start, pos, "a comment");
  }

  private void wordOrPrefixedString() {
    int end = pos + 1;
    while (end < sql.length() && isIdentifierPart(sql.charAt(end))) {
      end++;
    }
    char first = Character.toLowerCase(sql.charAt(pos));
    boolean isSingle = end == pos + 1;
    if (isSingle && first == 'u' && at(end) == '&' && (at(end + 1) == '\'' || at(end + 1) == '"')) {
      if (at(end + 1) == '"') {
        quoted(pos, end + 2);
      } else {
        string(pos, end + 2, false);
      }
    } else if (isSingle && "ebxn".indexOf(first) >= 0 && at(end) == '\'') {
      string(pos, end + 1, first == 'e' || (first == 'n' && backslashEscapes));
    } else {
      add(TokenKind.WORD, end);
    }
  }

  private void string(int start, int from, boolean escapes) {
    int end = from;
    while (true) {
      char c = at(end);
      if (end >= sql.length()) {
        defect = "it ends in a string";
        return;
      } else if (c == '\\' && escapes) {
        end += 2;
      } else if (c == '\'' && at(end + 1) == '\'') {
        end += 2;
      } else if (c == '\'') {
        break;
      } else {
        end++;
      }
    }
    requireNoPlaceholder(start, end, "a string");
    add(TokenKind.STRING, end + 1);
  }

  private void quoted(int start, int from) {
    int end = from;
    while (true) {
      if (end >= sql.length()) {
        defect = "it ends in a quoted identifier";
        return;
      } else if (sql.charAt(end) == '"' && at(end + 1) == '"') {
        end += 2;
      } else if (sql.charAt(end) == '"') {
        break;
      } else {
        end++;
      }
    }
    requireNoPlaceholder(start, end, "a quoted identifier");
    add(TokenKind.QUOTED, end + 1);
  }

  private void dollar() {
    int end = pos + 1;
    if (isDigit(at(end))) {
      while (isDigit(at(end))) {
        end++;
      }
      add(TokenKind.PARAMETER, end);
      return;
    }
    if (isIdentifierStart(at(end))) {
      while (isIdentifierPart(at(end)) && at(end) != '$') {
        end++;
      }
    }
    if (at(end) != '$') {
      defect = "it has a $ that is no part of SQL";
      return;
    }
    String tag = sql.substring(pos, end + 1);
    int close = sql.indexOf(tag, end + 1);
    if (close < 0) {
      defect = "it ends in a string";
      return;
    }
    requireNoPlaceholder(pos, close, "a string");
    add(TokenKind.STRING, close + tag.length());
  }

  private void number() {
    int end = pos;
    while (isIdentifierPart(at(end)) || (at(end) == '.' && at(end + 1) != '.')) {
      boolean isExponent = at(end) == 'e' || at(end) == 'E';
      end++;
      if (isExponent && (at(end) == '+' || at(end) == '-') && isDigit(at(end + 1))) {
        end++;
      }
    }
    add(TokenKind.NUMBER, end);
  }

  private void operator() {
    int end = pos;
    boolean hasSpecial = false;
    while (OPERATORS.indexOf(at(end)) >= 0 && end < sql.length()) {
      if (end > pos && (sql.startsWith("--", end) || sql.startsWith("/*", end))) {
        break;
      }
      hasSpecial |= MAKES_SIGN_PART.indexOf(sql.charAt(end)) >= 0;
      end++;
    }
    while (!hasSpecial && end > pos + 1 && (at(end - 1) == '+' || at(end - 1) == '-')) {
      end--;
    }
    add(TokenKind.OPERATOR, end);
  }

  private void requireNoPlaceholder(int from, int to, String where) {
    int found = sql.indexOf(PLACEHOLDER, from);
    if (found >= 0 && found < to) {
      defect = "a placeholder is in " + where;
    }
  }

  private boolean isAt(String text) {
    return sql.startsWith(text, pos);
  }

  /* Behind the end there is what no token goes on with. */
  private char at(int index) {
    return index < sql.length() ? sql.charAt(index) : ' ';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }
}
