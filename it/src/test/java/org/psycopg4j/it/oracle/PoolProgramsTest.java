// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;

/**
 * Programs of pool calls, given and drawn: which connection is handed out, what is raised, and the
 * state of all connections after each step are psycopg2's. So is the number of sessions, but that
 * what a pool has less than minconn is replaced.
 */
class PoolProgramsTest {
  private final List<String> deviations = new ArrayList<>();
  private final Map<WantedOfPools, Integer> met = new EnumMap<>(WantedOfPools.class);
  private int programs;
  private int refilled;
  private int steps;

  @Test
  @Timeout(180)
  void doWhatPsycopg2Did() {
    try (Connection admin = Oracle.admin()) {
      List<String> lines = Program.lines("pool-programs.tsv");
      for (int from = 0; from < lines.size() && deviations.size() < 5; ) {
        int to = from + 1;
        while (to < lines.size() && !lines.get(to).startsWith("# ")) {
          to++;
        }
        try (PoolStage stage = new PoolStage(admin, lines.get(from))) {
          run(stage, lines.get(from), lines.subList(from + 1, to));
        }
        from = to;
      }
    }
    assertThat(deviations).isEmpty();
    assertThat(programs).isEqualTo(419);
    assertThat(met).containsOnlyKeys(WantedOfPools.values());
    assertThat(refilled).isGreaterThan(100);
    assertThat(steps).isGreaterThan(4000);
  }

  private void run(PoolStage stage, String title, List<String> program) {
    programs++;
    List<String> done = new ArrayList<>();
    for (String line : program) {
      String[] fields = line.split("\t", -1);
      done.add(fields[0]);
      String expected = Raised.withoutLineFeed(fields[1]);
      String actual = stage.run(fields[0]);
      String[] state = fields[2].split("; ", 2);
      int sessions = sessions(done.get(0), state[0]);
      String wantedState =
          state[0].split(" ", -1)[0] + " " + sessions + (state.length > 1 ? "; " + state[1] : "");
      boolean goesOn = expected.equals(actual) || fields[0].startsWith("#");
      String actualState = stage.state(sessions, goesOn ? 2000 : 0);
      steps++;
      boolean sameState = wantedState.equals(actualState);
      if (expected.equals(actual) && sameState) {
        continue;
      }
      WantedOfPools wanted = WantedOfPools.of(done, expected, actual, sameState);
      if (wanted == null) {
        deviations.add(
            "%s\n  %s\n  psycopg2:  %s | %s\n  psycopg4j: %s | %s"
                .formatted(
                    title, String.join("\n  ", done), expected, wantedState, actual, actualState));
        return;
      }
      met.merge(wanted, 1, Integer::sum);
      if (wanted.parting()) {
        return;
      }
    }
  }

  /** psycopg2's sessions, and what the pool is refilled with. */
  private int sessions(String pool, String state) {
    String[] sizes = pool.split(" ", -1);
    String[] counts = state.split(" ", -1);
    int max = Integer.parseInt(sizes[2]);
    int floor = Math.min(Integer.parseInt(sizes[1]), max < 0 ? Integer.MAX_VALUE : max);
    int total = Integer.parseInt(counts[1]) + Integer.parseInt(counts[2]);
    int missing = counts[0].equals("True") ? 0 : Math.max(0, floor - total);
    refilled += missing > 0 ? 1 : 0;
    return Integer.parseInt(counts[3]) + missing;
  }
}
