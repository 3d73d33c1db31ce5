// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;

/** The wanted differences of large objects from psycopg2's. */
enum WantedOfLobjects {
  /** What has been closed says so, also after its transaction; psycopg2's is never closed then. */
  CLOSED_AFTERWARDS(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return (expected.equals(actual)
              || expected.equals("!ProgrammingError - 'lobject isn\\'t valid anymore'")
                  && actual.equals("!InterfaceError - 'lobject already closed'"))
          && before.replace("False", "True").equals(now.replace("False", "True"));
    }
  },

  /** Behind the end there is nothing to read; psycopg2 runs out of memory there. */
  BEHIND_THE_END(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return expected.equals("!MemoryError - ''")
          && (actual.equals("''") || actual.equals("hex('')"))
          && before.equals(now);
    }
  },

  /** A piece of text ends where a character does; psycopg2's may be half a one. */
  WHOLE_CHARACTERS(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return expected.startsWith("!UnicodeDecodeError - ")
          && expected.contains("unexpected end of data")
          && actual.startsWith("'")
          && before.equals(now);
    }
  },

  /** Bytes that are no text are a DataException. */
  NO_TEXT(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return expected.startsWith("!UnicodeDecodeError - ")
          && actual.equals("!DataError - 'the server sent text that is not valid in UTF-8'")
          && before.equals(now);
    }
  },

  /** To close in a transaction that has failed, where nothing can be closed, is no error. */
  CLOSED_IN_FAILED(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return last(steps).endsWith(".close()")
          && expected.startsWith("!OperationalError - 'ERROR:  current transaction is aborted")
          && actual.equals("None")
          && before.equals(now);
    }
  },

  /** Nor is it after a transaction that a statement has ended: the server has closed it then. */
  CLOSED_AFTER_COMMIT(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return steps.stream().anyMatch(step -> step.startsWith("sql commit\t"))
          && last(steps).matches("a\\.(close|unlink)\\(\\)")
          && expected.equals("!OperationalError - 'ERROR:  invalid large-object descriptor: 0'")
          && actual.equals("None")
          && before.equals(now);
    }
  },

  /** Nothing is deleted beside a prepared transaction; psycopg2 does it, and commits it. */
  PREPARED(true) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return last(steps).endsWith(".unlink()")
          && expected.equals("None")
          && actual.endsWith("unlink cannot be used with a prepared two-phase transaction'");
    }
  },

  /** A closed connection says so; psycopg2 hands on what libpq says of a null pointer. */
  NO_CONNECTION(false) {
    @Override
    boolean covers(List<String> steps, String expected, String actual, String before, String now) {
      return expected.equals("!OperationalError - 'connection pointer is NULL'")
          && actual.equals("!InterfaceError - 'connection already closed'");
    }
  };

  private final boolean parting;

  WantedOfLobjects(boolean parting) {
    this.parting = parting;
  }

  /** Whether what follows in the program is no longer the same thing to both. */
  boolean parting() {
    return parting;
  }

  abstract boolean covers(
      List<String> steps, String expected, String actual, String before, String now);

  private static String last(List<String> steps) {
    String line = steps.get(steps.size() - 1);
    return line.substring(0, line.indexOf('\t'));
  }

  /** The difference that a deviation is; null if it is none. */
  static WantedOfLobjects of(
      List<String> steps, String expected, String actual, String before, String now) {
    for (WantedOfLobjects wanted : values()) {
      if (wanted.covers(steps, expected, actual, before, now)) {
        return wanted;
      }
    }
    return null;
  }
}
