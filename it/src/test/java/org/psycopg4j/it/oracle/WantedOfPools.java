// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;

/** The wanted differences of psycopg2's pools from psycopg2's. */
enum WantedOfPools {
  /** What the server said last of a killed session is told; psycopg2 says that it is gone. */
  KILLED(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).startsWith("#")
          && expected.startsWith("!OperationalError - 'server closed the connection unexpectedly")
          && actual.startsWith("!AdminShutdown 57P01 ")
          && sameState;
    }
  },

  /**
   * A connection whose rollback fails is closed and its place free; in psycopg2 it is in use for
   * ever.
   */
  ROLLBACK_FAILED(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).startsWith("putconn(#")
          && (expected.startsWith("!OperationalError - 'server closed the connection")
                  && actual.startsWith("!AdminShutdown 57P01 ")
              || expected.startsWith("!ProgrammingError - 'rollback cannot be used")
                  && actual.equals(expected));
    }
  },

  /** An idle connection that is dead is not handed out: another one is. */
  DEAD(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).startsWith("getconn(")
          && expected.startsWith("#")
          && steps.contains("kill " + expected)
          && actual.startsWith("#")
          && steps.lastIndexOf("kill " + actual) < 0;
    }
  },

  /**
   * Who gives a connection back under a key that it is not in use under is refused; psycopg2 raises
   * KeyError after it has closed the connection, or put it where the next user finds it.
   */
  WRONG_KEY(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).matches("putconn\\((#\\d|None), .*")
          && (expected.matches("!(KeyError|AttributeError) - .*") || expected.equals("None"))
          && actual.equals("!PoolError - 'trying to put unkeyed connection'");
    }
  },

  /** A key of the pool's own is none of the user's; psycopg2's are the numbers from 1. */
  OWN_KEY(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).startsWith("getconn(")
          && steps.stream().anyMatch(step -> step.matches("getconn\\([1-9]\\)"))
          && expected.startsWith("#")
          && !expected.equals(actual)
          && steps.stream().noneMatch(("kill " + expected)::equals);
    }
  },

  /** More than maxconn there never are, also if minconn is more and all of those are in use. */
  MORE_THAN_MAXCONN(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      String[] sizes = steps.get(0).split(" ", -1);
      return Integer.parseInt(sizes[2]) >= 0
          && Integer.parseInt(sizes[1]) > Integer.parseInt(sizes[2])
          && last(steps).startsWith("getconn(")
          && expected.startsWith("#")
          && actual.equals("!PoolError - 'connection pool exhausted'");
    }
  },

  /** A connection that can't be made fit for the next user is closed, and not kept. */
  UNFIT(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, boolean sameState) {
      return last(steps).startsWith("putconn(#")
          && expected.equals(actual)
          && !sameState
          && (steps.contains("#1.tpc_prepare()") || steps.contains("#1.execute('begin')"));
    }
  };

  private final boolean parting;

  WantedOfPools(boolean parting) {
    this.parting = parting;
  }

  /** Whether what follows in the program is no longer the same thing to both. */
  boolean parting() {
    return parting;
  }

  abstract boolean covers(List<String> steps, String expected, String actual, boolean sameState);

  private static String last(List<String> steps) {
    return steps.get(steps.size() - 1);
  }

  /** The difference that a deviation is; null if it is none. */
  static WantedOfPools of(List<String> steps, String expected, String actual, boolean sameState) {
    for (WantedOfPools wanted : values()) {
      if (wanted.covers(steps, expected, actual, sameState)) {
        return wanted;
      }
    }
    return null;
  }
}
