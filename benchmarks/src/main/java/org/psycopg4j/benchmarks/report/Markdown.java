// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Spread;

/** A report that grows. For one thread. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /** Text that is Markdown already. */
  public void add(String markdown) {
    text.append(markdown).append('\n');
  }

  /** A paragraph of Markdown. */
  void paragraph(String markdown) {
    text.append(markdown.strip()).append("\n\n");
  }

  /** A page's first line. */
  void title(String title) {
    text.append("# ").append(title).append("\n\n");
  }

  public void heading(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  /** A table's first row; all columns but the first are numbers. */
  public void header(String... columns) {
    row(columns);
    text.append("|---").append("|--:".repeat(columns.length - 1)).append("|\n");
  }

  public void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A number with so many decimals; a dash for none. */
  public static String decimals(double number, int count) {
    return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%,." + count + "f", number);
  }

  /** What is counted, in a second: {@code ops/s}, {@code MiB/s}. */
  static String perSecond(String unit) {
    return Character.isUpperCase(unit.charAt(unit.length() - 1)) ? unit + "/s" : unit + "s/s";
  }

  /** The median of ratios, with the least and the largest; nothing of none. */
  static String ratio(@Nullable Spread rounds) {
    if (rounds == null) {
      return "";
    }
    return "%s (%s–%s)"
        .formatted(
            decimals(rounds.median(), 2),
            decimals(rounds.least(), 2),
            decimals(rounds.largest(), 2));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
