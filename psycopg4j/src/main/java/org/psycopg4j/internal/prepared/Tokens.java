// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tokens of a statement, in their order. What is asked of one that is not there is false. */
final class Tokens {
  private TokenKind[] kinds = new TokenKind[32];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int size;
  private String sql = "";
  private @Nullable String defect;

  void add(TokenKind kind, int start, int end) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size++] = end;
  }

  void end(String text, @Nullable String wrong) {
    sql = text;
    defect = wrong;
  }

  /** Why the text can't be cut into tokens, or a placeholder is in the middle of one; or null. */
  @Nullable String defect() {
    return defect;
  }

  int size() {
    return size;
  }

  boolean has(int index) {
    return index >= 0 && index < size;
  }

  boolean is(int index, TokenKind kind) {
    return has(index) && kinds[index] == kind;
  }

  /** Whether a token is this operator or punctuation. */
  boolean is(int index, String text) {
    return has(index)
        && ends[index] - starts[index] == text.length()
        && sql.startsWith(text, starts[index]);
  }

  /** Whether a token is this word, which is given in small letters, in any case. */
  boolean isWord(int index, String word) {
    return is(index, TokenKind.WORD)
        && ends[index] - starts[index] == word.length()
        && sql.regionMatches(true, starts[index], word, 0, word.length());
  }

  /** Whether a token is one of these words. */
  boolean isWord(int index, String... words) {
    for (String word : words) {
      if (isWord(index, word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something that stands for a constant is there. */
  boolean isConstant(int index) {
    return is(index, TokenKind.NUMBER)
        || is(index, TokenKind.STRING)
        || is(index, TokenKind.PLACEHOLDER);
  }

  String text(int index) {
    return sql.substring(starts[index], ends[index]);
  }

  int start(int index) {
    return starts[index];
  }

  /** The character before a token, or a space. */
  char before(int index) {
    return starts[index] == 0 ? ' ' : sql.charAt(starts[index] - 1);
  }

  /** The character behind a token, or a space. */
  char after(int index) {
    return ends[index] == sql.length() ? ' ' : sql.charAt(ends[index]);
  }
}
