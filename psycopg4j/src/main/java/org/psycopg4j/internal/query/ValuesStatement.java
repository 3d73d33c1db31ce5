// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ParameterException.Kind;

/**
 * A statement with one {@code %s}, cut there. {@code %%} is a per cent sign.
 *
 * @param head the text before it
 * @param tail the text behind it
 */
public record ValuesStatement(String head, String tail) {
  private static final String PLACEHOLDER = "%s";

  /**
   * Cuts a statement.
   *
   * @throws ParameterException if it has no {@code %s}, more than one, or another placeholder
   */
  public static ValuesStatement parse(String sql) {
    StringBuilder text = new StringBuilder(sql.length());
    String head = null;
    int from = 0;
    for (int percent = next(sql, 0); percent >= 0; percent = next(sql, from)) {
      text.append(sql, from, percent);
      char letter = sql.charAt(percent + 1);
      if (letter == '%') {
        text.append('%');
      } else if (letter != 's') {
        throw new ParameterException(
            Kind.VALUE,
            "unsupported format character: '%c'".formatted(letter < 0x80 ? letter : '\ufffd'),
            "the only placeholder is one %1$s for all rows; a per cent sign is %2$s"
                .formatted(PLACEHOLDER, "%%"));
      } else if (head != null) {
        throw new ParameterException(
            Kind.VALUE, "the query contains more than one '%s' placeholder".formatted(PLACEHOLDER));
      } else {
        head = text.toString();
        text.setLength(0);
      }
      from = percent + 2;
    }
    if (head == null) {
      throw new ParameterException(
          Kind.VALUE, "the query doesn't contain any '%s' placeholder".formatted(PLACEHOLDER));
    }
    return new ValuesStatement(head, text.append(sql, from, sql.length()).toString());
  }

  /** The next per cent sign, but one at the end, which is itself. */
  private static int next(String sql, int from) {
    int percent = sql.indexOf('%', from);
    return percent + 1 < sql.length() ? percent : -1;
  }
}
