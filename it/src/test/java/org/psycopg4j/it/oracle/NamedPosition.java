// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psycopg4j.types.Tuple;

/**
 * Where a named cursor stands in its result, as the rows tell that its program has read: the ids of
 * the table item, which count from 1.
 */
final class NamedPosition {
  private static final Pattern IDS_AFTER =
      Pattern.compile(".*where id > %s order by id', \\((\\d+),\\)\\)");
  private static final long UNKNOWN = -1;

  private NamedPosition() {}

  /**
   * Whether the number is the position; so is any where the program has moved, not read, and -1
   * after it has moved or failed.
   */
  static boolean agrees(Deviation d) {
    long position = position(d);
    if (d.actual().equals(Long.toString(UNKNOWN))) {
      return d.after(
          step -> step.text().contains(".scroll(") || step.outcome().matches("!\\w+ \\w{5} .*"));
    }
    return position == UNKNOWN || d.actual().equals(Long.toString(position));
  }

  private static long position(Deviation d) {
    long position = 0;
    long first = UNKNOWN;
    for (Step step : d.steps()) {
      String text = step.text();
      if (text.contains("'fetch 1 from n'")) {
        return UNKNOWN; // moved by SQL, of which the cursor does not know
      }
      if (!text.startsWith(d.cursor() + ".") || step.outcome().startsWith("!")) {
        continue;
      }
      if (text.contains(".execute(")) {
        Matcher ids = IDS_AFTER.matcher(text);
        first =
            ids.matches()
                ? Long.parseLong(ids.group(1))
                : text.contains("from item order") ? 0 : UNKNOWN;
      } else if (text.matches("\\w+\\.(fetch|next|list).*")) {
        List<?> rows = rows(step);
        if (!rows.isEmpty()) {
          position = first == UNKNOWN ? UNKNOWN : id(rows) - first;
        }
      } else if (text.contains(".scroll(") && !text.contains(".scroll(0)")) {
        position = UNKNOWN;
      }
    }
    return position;
  }

  private static long id(List<?> rows) {
    return ((Number) ((Tuple) rows.get(rows.size() - 1)).get(0)).longValue();
  }

  private static List<?> rows(Step step) {
    if (step.outcome().equals(Stage.STOP_ITERATION)) {
      return List.of();
    }
    Object value = Notation.value(step.outcome());
    return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
  }

  /** Whether the cursor has been iterated over. */
  static boolean isIterated(Deviation d) {
    return d.after(
        step ->
            step.text().matches(d.cursor() + "\\.(next|list)\\(\\)")
                && !step.outcome().startsWith("!"));
  }
}
