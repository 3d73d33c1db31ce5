// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown: time, its error at 99.9 % confidence, and bytes allocated. */
final class Table {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Table() {}

  static String of(Collection<RunResult> results) {
    StringBuilder table =
        new StringBuilder("| benchmark | ns/op | ± | B/op |\n|---|--:|--:|--:|\n");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %s | %s |\n",
              name(result.getParams()),
              time.getScore(),
              error(time.getScoreError()),
              allocated == null
                  ? ""
                  : String.format(Locale.ROOT, "%.1f", Math.abs(allocated.getScore()))));
    }
    return table.toString();
  }

  private static String error(double error) {
    return Double.isNaN(error) ? "" : String.format(Locale.ROOT, "%.1f", error);
  }

  private static String name(BenchmarkParams parameters) {
    String qualified = parameters.getBenchmark();
    String type = qualified.substring(0, qualified.lastIndexOf('.'));
    StringJoiner name = new StringJoiner(" ");
    name.add(qualified.substring(type.lastIndexOf('.') + 1));
    for (String key : parameters.getParamsKeys()) {
      name.add(parameters.getParam(key).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
