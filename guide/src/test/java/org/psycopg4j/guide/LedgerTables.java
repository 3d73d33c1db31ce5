// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.psycopg4j.guide.Ledger.Entry;

/**
 * The tables that a document has of the ledger: one between {@code <!-- ledger: psycopg2.extras
 * -->} and {@code <!-- end of ledger -->} for each module. Names with one equal share a row.
 */
record LedgerTables(Ledger ledger) {
  private static final Pattern PLACE =
      Pattern.compile("(<!-- ledger: (\\S+) -->\n).*?(<!-- end of ledger -->)", Pattern.DOTALL);

  /** The document with its tables as they should be. */
  String in(String document) {
    return PLACE
        .matcher(document)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    place.group(1) + "\n" + table(place.group(2)) + "\n" + place.group(3)));
  }

  private String table(String module) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Entry entry : ledger.entries()) {
      if (entry.module().equals(module) && !entry.name().equals(module)) {
        String name = "`" + entry.name().substring(module.length() + 1) + "`";
        rows.computeIfAbsent(equal(entry), row -> new ArrayList<>()).add(name);
      }
    }
    return rows.entrySet().stream()
        .map(row -> "| %s | %s |\n".formatted(String.join(", ", row.getValue()), row.getKey()))
        .collect(Collectors.joining("", "| psycopg2 | psycopg4j |\n|---|---|\n", ""));
  }

  private static String equal(Entry entry) {
    if (!entry.isHere()) {
      String[] reason = entry.java().split(": ", 2);
      return reason[0].equals("none") ? "none: " + reason[1] : "not yet: " + reason[1];
    }
    String members =
        entry.members().stream().map(m -> "`" + m + "`").collect(Collectors.joining(", "));
    return entry.remark().isEmpty() ? members : members + ": " + entry.remark();
  }
}
