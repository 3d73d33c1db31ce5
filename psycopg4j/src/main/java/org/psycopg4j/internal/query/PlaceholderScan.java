// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first of psycopg2's two passes over a query: which arguments it asks for, in which order.
 *
 * <p>Any {@code %} that is not {@code %%} asks for one, whatever letter follows.
 */
final class PlaceholderScan {
  /** Distinct names, with their places in the order of first mention. */
  final Map<String, Integer> names = new LinkedHashMap<>();

  /** How many positional arguments are asked for. */
  int positional;

  /** What ends the pass, after the arguments asked for before it. */
  @Nullable Defect defect;

  PlaceholderScan(String sql) {
    int i = sql.indexOf('%');
    while (i >= 0 && defect == null) {
      char next = i + 1 < sql.length() ? sql.charAt(i + 1) : 0;
      if (next == '%') {
        i += 2;
      } else if (next == '(') {
        i = named(sql, i + 2);
      } else if (!names.isEmpty()) {
        defect = Defect.mixed();
      } else {
        positional++;
        i++;
      }
      i = sql.indexOf('%', i);
    }
  }

  List<String> nameList() {
    return new ArrayList<>(names.keySet());
  }

  private int named(String sql, int start) {
    int close = sql.indexOf(')', start);
    int percent = sql.indexOf('%', start);
    if (positional > 0) {
      defect = Defect.mixed();
    } else if (close < 0 || (percent >= 0 && percent < close)) {
      defect = Defect.incompletePlaceholder();
    } else {
      names.putIfAbsent(sql.substring(start, close), names.size());
      return close + 1;
    }
    return sql.length();
  }
}
