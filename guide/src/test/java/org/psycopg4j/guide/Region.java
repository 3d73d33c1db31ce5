// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.ArrayList;
import java.util.List;

/** Lines of a source file between {@code // region name} and {@code // endregion}. */
final class Region {
  private Region() {}

  /** The lines of a region without their common indentation; empty if there is no such region. */
  static List<String> of(List<String> source, String name) {
    List<String> lines = new ArrayList<>();
    boolean within = false;
    for (String line : source) {
      if (line.strip().equals("// region " + name)) {
        within = true;
      } else if (line.strip().equals("// endregion")) {
        within = false;
      } else if (within) {
        lines.add(line);
      }
    }
    return dedented(lines);
  }

  /** The lines without trailing spaces and without the indentation that all of them have. */
  static List<String> dedented(List<String> lines) {
    return String.join("\n", lines).stripIndent().lines().toList();
  }
}
