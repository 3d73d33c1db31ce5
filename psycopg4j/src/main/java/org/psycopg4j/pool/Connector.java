// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.session.LentSession;

/** How a pool connects, and prepares what is connected. For any thread. */
record Connector(String dsn, PoolOptions options) {
  private static final double JITTER = 0.05;

  /** Opens a connection; whatever is wrong with it closes it. */
  Seat connect(int generation) {
    Connection conn = Psycopg.connect(dsn, options.connect());
    boolean keeps = false;
    try {
      Consumer<Connection> configure = options.configure();
      if (configure != null) {
        configure.accept(conn);
      }
      if (options.isReadWrite()) {
        Checks.requireReadWrite(conn);
      }
      LentSession session = LentSession.of(conn);
      if (session == null) {
        throw new OperationalException("the connection was lost while it was prepared");
      }
      keeps = true;
      return new Seat(session, generation, expires());
    } finally {
      if (!keeps) {
        conn.close();
      }
    }
  }

  private long expires() {
    double part = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    return System.nanoTime() + (long) (options.maxLifetime().toNanos() * part);
  }
}
