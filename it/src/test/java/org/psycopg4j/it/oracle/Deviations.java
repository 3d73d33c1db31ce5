// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deviations by their kind, for a message: the shortest program of each, and how many there are.
 */
final class Deviations {
  private static final int MOST_KINDS = 20;

  private Deviations() {}

  static String summary(List<Deviation> deviations) {
    Map<List<String>, List<Deviation>> kinds = new LinkedHashMap<>();
    for (Deviation deviation : deviations) {
      List<String> kind = List.of(deviation.attribute(), deviation.expected(), deviation.actual());
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(deviation);
    }
    StringBuilder text = new StringBuilder();
    for (List<Deviation> kind : kinds.values().stream().limit(MOST_KINDS).toList()) {
      Deviation shortest = kind.get(0);
      for (Deviation other : kind) {
        shortest = other.index() < shortest.index() ? other : shortest;
      }
      text.append('\n').append(kind.size()).append(" times, for example in ").append(shortest);
    }
    return text.toString();
  }
}
