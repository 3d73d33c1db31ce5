// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

/** Who is told how far a run is, between the turns: it costs the drivers nothing. */
interface Progress extends AutoCloseable {
  /** A workload begins; {@code turns} are to come. */
  void begin(String workload, String title, int turns);

  /** A driver's turn begins. */
  void turn(String driver);

  /** The run is over, or has failed. */
  @Override
  void close();

  /**
   * A bar where a terminal shows it, else lines. From JDK 22 to 24 there is a console without a
   * terminal too; the bar is then redrawn in lines of its own.
   */
  @SuppressWarnings("SystemConsoleNull") // what it warns of is what the comment tells
  static Progress onTerminalOrLog() {
    return System.console() != null ? new ProgressBars() : new ProgressLines(System.err);
  }
}
