// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/** One call of {@link Places}: what it is, and with what. */
record Step(Kind kind, Hand hand, int a, int b) {
  /** The calls. A connection is told by its index in the hand it is in. */
  enum Kind {
    POLL,
    JOIN,
    JOIN_FIRST,
    LEAVE,
    PUT,
    OPENED,
    OPEN_FAILED,
    REORDER,
    GONE,
    TAKE_OLDEST,
    PUT_OLDEST,
    RESIZE,
    DRAIN,
    CLOSE,
    POP
  }

  static Step of(Kind kind) {
    return new Step(kind, null, 0, 0);
  }

  static Step of(Kind kind, int a) {
    return new Step(kind, null, a, 0);
  }

  /** A connection of a hand's is gone. */
  static Step gone(Hand hand) {
    return new Step(Kind.GONE, hand, 0, 0);
  }

  static Step resize(int min, int max) {
    return new Step(Kind.RESIZE, null, min, max);
  }
}
