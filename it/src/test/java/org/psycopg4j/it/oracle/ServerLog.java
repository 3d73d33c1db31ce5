// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each session has said to the server, by the server's log. */
final class ServerLog {
  private static final Pattern STATEMENT =
      Pattern.compile("(\\d+)\\|LOG:  (?:statement|execute \\S+): (.*)");

  private final Map<Integer, List<String>> statements = new HashMap<>();

  /** The log as it is now. A statement's other lines begin with a tab. */
  ServerLog() {
    List<String> last = new ArrayList<>();
    for (String line : Oracle.server().log().split("\n", -1)) {
      Matcher statement = STATEMENT.matcher(line);
      if (statement.matches()) {
        int pid = Integer.parseInt(statement.group(1));
        last = statements.computeIfAbsent(pid, key -> new ArrayList<>());
        last.add(statement.group(2));
      } else if (line.startsWith("\t") && !last.isEmpty()) {
        last.add(last.remove(last.size() - 1) + "\n" + line.substring(1));
      } else {
        last = new ArrayList<>();
      }
    }
  }

  List<String> of(int pid) {
    return statements.getOrDefault(pid, List.of());
  }
}
