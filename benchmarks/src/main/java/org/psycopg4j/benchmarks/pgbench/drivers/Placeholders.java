// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders {@code $1}, {@code $2} … of a query file, as drivers write them. */
final class Placeholders {
  private static final Pattern NUMBERED = Pattern.compile("\\$(\\d+)");

  private Placeholders() {}

  /** With {@code %s}, as psycopg2 has it; text without any stays as it is. */
  static String percent(String sql) {
    return has(sql) ? replace(sql.replace("%", "%%"), "%s") : sql;
  }

  /** With {@code ?}, as JDBC has it. */
  static String question(String sql) {
    return replace(sql.replace("?", "??"), "?");
  }

  private static boolean has(String sql) {
    return NUMBERED.matcher(sql).find();
  }

  /* The other marks have no numbers, so they have to come in their order, each once. */
  private static String replace(String sql, String mark) {
    Matcher matcher = NUMBERED.matcher(sql);
    StringBuilder text = new StringBuilder();
    for (int number = 1; matcher.find(); number++) {
      if (Integer.parseInt(matcher.group(1)) != number) {
        throw new IllegalArgumentException("placeholders are not $1, $2 … in this order: " + sql);
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(mark));
    }
    return matcher.appendTail(text).toString();
  }
}
