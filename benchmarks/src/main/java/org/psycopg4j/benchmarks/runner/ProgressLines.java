// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.PrintStream;

/** A line for each workload, and one at each quarter of its turns. For one thread. */
final class ProgressLines implements Progress {
  private static final int PARTS = 4;

  private final PrintStream out;
  private int turns;
  private int done;

  ProgressLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(String workload, String title, int turns) {
    this.turns = turns;
    done = 0;
    out.println(workload + ": " + title);
  }

  @Override
  public void turn(String driver) {
    done++;
    if (PARTS * done / turns > PARTS * (done - 1) / turns) {
      out.println("  turn " + done + " of " + turns);
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
