// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

/** How a trial's threads are made. */
enum Starter {
  PLATFORM("platform threads") {
    @Override
    void start(Runnable body) {
      Thread thread = new Thread(body, "trial");
      thread.setDaemon(true);
      thread.start();
    }
  },

  /** {@code Thread.startVirtualThread}, which a Java before 21 has not. */
  VIRTUAL("virtual threads") {
    @Override
    void start(Runnable body) {
      try {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this Java has no virtual threads", e);
      }
    }
  };

  private static final int FIRST_WITH_VIRTUAL = 21;

  private final String title;

  Starter(String title) {
    this.title = title;
  }

  /** Whether this Java has such threads. */
  boolean available() {
    return this == PLATFORM || Runtime.version().feature() >= FIRST_WITH_VIRTUAL;
  }

  /** Starts a thread that does not keep the JVM from ending. */
  abstract void start(Runnable body);

  @Override
  public String toString() {
    return title;
  }
}
