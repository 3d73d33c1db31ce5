// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second of psycopg2's two passes over a query: Python's own formatting, which cuts it into
 * texts and the places of arguments between them.
 *
 * <p>It does not read names quite as the first pass does: parentheses in a name nest, and a {@code
 * %s} beside named ones, which the first pass may overlook, means the name before it.
 */
final class FormatScan {
  /** The texts around the arguments: one more than there are arguments. */
  final List<String> texts = new ArrayList<>();

  /** For each argument its place, by position or in the order of names. */
  final List<Integer> slots = new ArrayList<>();

  /** What ends the pass, after every argument is adapted. */
  @Nullable Defect defect;

  private final String sql;
  private final Map<String, Integer> names;
  private StringBuilder text = new StringBuilder();
  private int lastNamed;

  FormatScan(String sql, Map<String, Integer> names) {
    this.sql = sql;
    this.names = names;
    int i = 0;
    while (i < sql.length() && defect == null) {
      int percent = sql.indexOf('%', i);
      if (percent < 0) {
        text.append(sql, i, sql.length());
        break;
      }
      text.append(sql, i, percent);
      i = placeholder(percent + 1);
    }
    texts.add(text.toString());
  }

  private int placeholder(int start) {
    int i = start;
    if (i < sql.length() && sql.charAt(i) == '(') {
      i = name(i + 1);
    }
    if (defect != null) {
      return i;
    }
    if (i == sql.length()) {
      defect = Defect.incompleteFormat();
    } else if (sql.charAt(i) == '%') {
      text.append('%');
    } else if (sql.charAt(i) == 's') {
      texts.add(text.toString());
      text = new StringBuilder();
      slots.add(names.isEmpty() ? slots.size() : lastNamed);
    } else {
      defect = Defect.unsupported(i);
    }
    return i + 1;
  }

  private int name(int start) {
    int depth = 1;
    int i = start;
    for (; i < sql.length() && depth > 0; i++) {
      char c = sql.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0) {
      defect = Defect.incompleteKey();
      return i;
    }
    String name = sql.substring(start, i - 1);
    Integer slot = names.get(name);
    if (slot == null) {
      defect = Defect.missingName(name);
    } else {
      lastNamed = slot;
    }
    return i;
  }
}
