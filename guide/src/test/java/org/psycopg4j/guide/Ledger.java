// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parity ledger: what each public name of psycopg2 is called here, or why it is not here. */
record Ledger(List<Entry> entries) {

  /**
   * A line of it.
   *
   * @param name psycopg2's name, from the module on
   * @param java the members that are its equal, or a reason that begins with {@code none:} or
   *     {@code later:}
   * @param remark what else there is to say, or nothing
   */
  record Entry(String name, String java, String remark) {
    boolean isHere() {
      return !java.startsWith("none: ") && !java.startsWith("later: ");
    }

    /** The Java members; none if there is a reason instead. */
    List<String> members() {
      return isHere() ? List.of(java.split("; ")) : List.of();
    }

    /** The module: {@code psycopg2.extras} of {@code psycopg2.extras.Json}. */
    String module() {
      String[] parts = name.split("\\.", 3);
      boolean inModule = parts.length > 1 && Character.isLowerCase(parts[1].charAt(0));
      return inModule && MODULES.contains(parts[1]) ? parts[0] + "." + parts[1] : parts[0];
    }
  }

  private static final List<String> MODULES =
      List.of("extensions", "extras", "errors", "errorcodes", "sql", "pool", "tz");

  static Ledger read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 2 || cells.length > 3 || cells[1].isBlank()) {
          throw new IOException("not a line of the ledger: " + line);
        }
        entries.add(new Entry(cells[0], cells[1], cells.length > 2 ? cells[2] : ""));
      }
    }
    return new Ledger(entries);
  }
}
