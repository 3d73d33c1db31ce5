// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The statements that a program's session has sent, but for those that are a cursor's query. */
final class Sent {
  private Sent() {}

  static List<String> byPsycopg2(Program program) {
    List<String> sent = new ArrayList<>();
    program.steps().forEach(step -> sent.addAll(step.sent()));
    sent.removeAll(queries(program));
    return sent;
  }

  /** What the server's log has of the session that the program was run in. */
  static List<String> byPsycopg4j(Program program, ServerLog log, int pid) {
    List<String> sent = new ArrayList<>(log.of(pid));
    sent.removeAll(queries(program));
    return sent;
  }

  private static Set<String> queries(Program program) {
    Set<String> queries = new HashSet<>();
    for (Step step : program.steps()) {
      for (Map.Entry<String, String> change : step.changes().entrySet()) {
        if (change.getKey().endsWith(".query") && !change.getValue().equals("None")) {
          queries.add((String) Notation.value(change.getValue()));
        }
      }
    }
    return queries;
  }
}
