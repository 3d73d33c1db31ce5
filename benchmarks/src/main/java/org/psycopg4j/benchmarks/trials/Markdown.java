// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.Locale;

/** A report that grows. For one thread. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** Text that is Markdown already. */
  void add(String markdown) {
    text.append(markdown).append('\n');
  }

  void heading(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  /** A table's first row; all columns but the first are numbers. */
  void header(String... columns) {
    row(columns);
    text.append("|---").append("|--:".repeat(columns.length - 1)).append("|\n");
  }

  void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A number with so many decimals. */
  static String decimals(double number, int count) {
    return String.format(Locale.ROOT, "%,." + count + "f", number);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
