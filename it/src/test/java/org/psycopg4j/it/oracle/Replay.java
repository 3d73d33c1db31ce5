// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.psycopg4j.Connection;
import org.psycopg4j.Xid;

/** Programs done by psycopg4j, each step compared with what psycopg2 did there. */
final class Replay {
  private final List<Difference> wanted;
  private final Supplier<Connection> connections;
  private final Set<Difference> met = new HashSet<>();
  private final List<Deviation> deviations = new ArrayList<>(); // the first of each program
  private final List<ProgramRun> toTheEnd = new ArrayList<>();

  private Replay(List<Difference> wanted, Supplier<Connection> connections) {
    this.wanted = wanted;
    this.connections = connections;
  }

  /**
   * Demands that each step of a file's programs does what it did to psycopg2: that its value or
   * error, and the state of the connection and the cursors after it, are the same.
   *
   * @param wanted the differences that are wanted; each has to be met
   */
  static void assertSame(String file, List<Difference> wanted) {
    assertSame(file, wanted, Oracle::connect);
  }

  /** As above, on other connections. */
  static void assertSame(String file, List<Difference> wanted, Supplier<Connection> connections) {
    Replay replay = new Replay(wanted, connections);
    replay.run(Program.read(file));
    replay.report();
  }

  /** As above, where the programs are a sample: not every difference is met. */
  static void assertSampleSame(String file, List<Difference> wanted) {
    Replay replay = new Replay(wanted, Oracle::connect);
    replay.run(Program.read(file));
    replay.met.addAll(wanted);
    replay.report();
  }

  Connection connect() {
    return connections.get();
  }

  /** As above, and that each program has sent the same statements to the server. */
  static void assertSameAndSent(String file, List<Difference> wanted) {
    Replay replay = new Replay(wanted, Oracle::connectForTexts);
    replay.run(Program.read(file));
    replay.compareSent(new ServerLog());
    replay.report();
  }

  private void run(List<Program> programs) {
    try (Connection admin = Oracle.admin()) {
      for (Program program : programs) {
        try (ProgramRun run = new ProgramRun(program, this)) {
          if (run.all()) {
            toTheEnd.add(run);
          }
        }
        for (Xid left : admin.tpcRecover()) {
          admin.tpcRollback(left);
        }
        admin.cursor().execute("SELECT restore()");
      }
    }
  }

  private void compareSent(ServerLog log) {
    for (ProgramRun run : toTheEnd) {
      Program program = run.program();
      String psycopg2 = Sent.byPsycopg2(program).toString();
      String psycopg4j = Sent.byPsycopg4j(program, log, run.pid()).toString();
      if (!psycopg2.equals(psycopg4j)) {
        int last = program.steps().size() - 1;
        judge(new Deviation(program, last, "sent", psycopg2, psycopg4j, Map.of()));
      }
    }
  }

  /** The wanted difference that a deviation is; null if it is none, which is noted. */
  Difference judge(Deviation deviation) {
    for (Difference difference : wanted) {
      if (difference.covers().test(deviation)) {
        met.add(difference);
        return difference;
      }
    }
    deviations.add(deviation);
    return null;
  }

  private void report() {
    List<String> unmet =
        wanted.stream().filter(one -> !met.contains(one)).map(Difference::reason).toList();
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(Deviations.summary(deviations)).isEmpty();
          softly.assertThat(unmet).as("wanted differences that are not there").isEmpty();
        });
  }
}
