// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;

/**
 * Programs of large objects: each mode, each call in each state, and drawn ones. After each step
 * its value or error is that of psycopg2, and so is the state.
 */
class LobjectProgramsTest {
  private final List<String> deviations = new ArrayList<>();
  private final Set<WantedOfLobjects> met = new HashSet<>();
  private Connection conn = Oracle.connect();
  private int programs;
  private int steps;

  @AfterEach
  void close() {
    conn.close();
  }

  @Test
  void doWhatPsycopg2Did() {
    try (Connection admin = Oracle.admin()) {
      List<String> lines = Program.lines("lobject-programs.tsv");
      for (int from = 0; from < lines.size(); ) {
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).startsWith("# ")) {
          to++;
        }
        conn = LobjectStage.fresh(conn);
        LobjectStage.prepare(admin);
        run(lines.subList(from, to));
        from = to;
      }
    }
    assertThat(programs).isEqualTo(1211);
    assertThat(deviations.stream().limit(20)).as("%d deviations", deviations.size()).isEmpty();
    assertThat(met).containsExactlyInAnyOrder(WantedOfLobjects.values());
    assertThat(steps).isGreaterThan(7000);
  }

  private void run(List<String> program) {
    programs++;
    LobjectStage stage = new LobjectStage(conn);
    for (int i = 1; i < program.size(); i++) {
      String[] fields = program.get(i).split("\t", -1);
      String expected = Raised.withoutLineFeed(fields[1]);
      String actual = stage.run(fields[0]);
      String state = stage.state();
      steps++;
      if (expected.equals(actual) && fields[2].equals(state)) {
        continue;
      }
      WantedOfLobjects wanted =
          WantedOfLobjects.of(program.subList(1, i + 1), expected, actual, fields[2], state);
      if (wanted == null) {
        deviations.add(
            "%s\n  psycopg2:  %s | %s\n  psycopg4j: %s | %s"
                .formatted(
                    String.join("\n  ", program.subList(0, i + 1)),
                    expected,
                    fields[2],
                    actual,
                    state));
        return;
      }
      met.add(wanted);
      if (wanted.parting()) {
        return;
      }
    }
  }
}
