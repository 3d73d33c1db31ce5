// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.psycopg4j.Connection;

/**
 * Brings a pool that has lost connections back to its minconn: a daemon thread that ends when there
 * is nothing more to do. After a failure it tries again, each time after twice as long.
 */
final class KeyedRefill implements Runnable {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final KeyedPlaces places;
  private final Supplier<Connection> connect;

  private KeyedRefill(KeyedPlaces places, Supplier<Connection> connect) {
    this.places = places;
    this.connect = connect;
  }

  static void start(KeyedPlaces places, Supplier<Connection> connect) {
    boolean started = false;
    try {
      Thread thread = new Thread(new KeyedRefill(places, connect), "psycopg4j pool refill");
      thread.setDaemon(true);
      thread.start();
      started = true;
    } finally {
      if (!started) {
        places.refillEnded();
      }
    }
  }

  @Override
  public void run() {
    boolean done = false;
    try {
      refill();
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by whoever has found the thread: it ends
    } finally {
      if (!done) {
        places.refillEnded();
      }
    }
  }

  private void refill() throws InterruptedException {
    long delay = 0;
    for (KeyedClaim claim; (claim = places.claimRefill(delay)) != null; ) {
      delay = refill(claim) ? 0 : Math.min(Math.max(FIRST_NANOS, 2 * delay), MOST_NANOS);
    }
  }

  private boolean refill(KeyedClaim claim) {
    Connection conn = null;
    boolean wanted = true;
    try {
      conn = connect.get();
    } catch (RuntimeException e) { // of the network, the server, or a pool's own connect
      LOGGER.log(Level.WARNING, "a pool could not replace a lost connection, and tries again", e);
    } finally {
      wanted = places.refilled(claim, conn);
    }
    if (conn != null && !wanted) {
      conn.close();
    }
    return conn != null;
  }
}
