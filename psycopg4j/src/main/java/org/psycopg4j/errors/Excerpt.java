// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * The line of a query with an error in it, and a caret below the error.
 *
 * <pre>
 * LINE 2: from nosuch
 *              ^
 * </pre>
 *
 * <p>A line wider than 60 columns is cut to the 60 that end ten columns after the caret, or to its
 * first 60 if these hold the caret and the ten columns; dots stand for what is cut away.
 */
final class Excerpt {
  private static final int WIDTH = 60;
  private static final int RIGHT_OF_CARET = 10;
  private static final String DOTS = "...";

  /** The query as code points, for a position counts these. */
  private final int[] text;

  private Excerpt(int[] text) {
    this.text = text;
  }

  /** Both lines, each with its newline; empty if the query has no such position. */
  static String of(String query, String position) {
    int[] text = query.codePoints().toArray();
    int caret = number(position) - 1;
    return caret < 0 || caret > text.length ? "" : new Excerpt(text).at(caret);
  }

  /** The number, or 0 if it is none. */
  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private String at(int caret) {
    int lineNumber = 1;
    int begin = 0;
    for (int i = 0; i < caret; i++) {
      if (endsLine(i)) {
        begin = i + 1;
        if (!secondOfCrLf(i)) {
          lineNumber++;
        }
      }
    }
    int end = caret;
    while (end < text.length && !endsLine(end)) {
      end++;
    }
    return line("LINE " + lineNumber + ": ", begin, end, caret);
  }

  private String line(String label, int lineBegin, int lineEnd, int caret) {
    int begin = lineBegin;
    int end = lineEnd;
    int width = columns(begin, end);
    if (width > WIDTH) {
      int limit = Math.max(WIDTH, columns(begin, caret) + RIGHT_OF_CARET);
      while (width > limit) {
        width -= WideCharacters.columns(text[--end]);
      }
      while (width > WIDTH) {
        width -= WideCharacters.columns(text[begin++]);
      }
    }
    String left = begin > lineBegin ? label + DOTS : label;
    StringBuilder lines = new StringBuilder(left);
    for (int i = begin; i < end; i++) {
      lines.appendCodePoint(text[i] == '\t' ? ' ' : text[i]);
    }
    lines.append(end < lineEnd ? DOTS : "").append('\n');
    lines.append(" ".repeat(left.length() + columns(begin, caret))).append("^\n");
    return lines.toString();
  }

  private boolean endsLine(int i) {
    return text[i] == '\n' || text[i] == '\r';
  }

  private boolean secondOfCrLf(int i) {
    return text[i] == '\n' && i > 0 && text[i - 1] == '\r';
  }

  private int columns(int from, int to) {
    int columns = 0;
    for (int i = from; i < to; i++) {
      columns += WideCharacters.columns(text[i]);
    }
    return columns;
  }
}
