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

  /*
   * More characters than this on either side of the caret are never shown, nor looked at: each has
   * a column at least, and the one line of a query may be a hundred megabytes.
   */
  private static final int REACH = WIDTH + 1;

  private final String query;

  private Excerpt(String query) {
    this.query = query;
  }

  /** Both lines, each with its newline; empty if the query has no such position. */
  static String of(String query, String position) {
    int characters = number(position) - 1;
    if (characters < 0 || characters > query.codePointCount(0, query.length())) {
      return "";
    }
    return new Excerpt(query).at(query.offsetByCodePoints(0, characters));
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
    while (end < query.length() && !endsLine(end)) {
      end++;
    }
    return line("LINE " + lineNumber + ": ", begin, end, caret);
  }

  private String line(String label, int lineBegin, int lineEnd, int caret) {
    int begin = caret;
    for (int n = 0; n < REACH && begin > lineBegin; n++) {
      begin = query.offsetByCodePoints(begin, -1);
    }
    int end = caret;
    for (int n = 0; n < REACH && end < lineEnd; n++) {
      end = query.offsetByCodePoints(end, 1);
    }
    int width = columns(begin, end);
    if (width > WIDTH) {
      int limit = Math.max(WIDTH, columns(begin, caret) + RIGHT_OF_CARET);
      while (width > limit) {
        width -= WideCharacters.columns(query.codePointBefore(end));
        end = query.offsetByCodePoints(end, -1);
      }
      while (width > WIDTH) {
        width -= WideCharacters.columns(query.codePointAt(begin));
        begin = query.offsetByCodePoints(begin, 1);
      }
    }
    String left = begin > lineBegin ? label + DOTS : label;
    String shown = query.substring(begin, end).replace('\t', ' ');
    String right = end < lineEnd ? DOTS : "";
    String indent = " ".repeat(left.length() + columns(begin, caret));
    return left + shown + right + "\n" + indent + "^\n";
  }

  private boolean endsLine(int i) {
    return query.charAt(i) == '\n' || query.charAt(i) == '\r';
  }

  private boolean secondOfCrLf(int i) {
    return query.charAt(i) == '\n' && i > 0 && query.charAt(i - 1) == '\r';
  }

  private int columns(int from, int to) {
    return query.substring(from, to).codePoints().map(WideCharacters::columns).sum();
  }
}
