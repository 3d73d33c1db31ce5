// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.PostgresServerException;

/** How the server goes down (PostgreSQL manual, "Shutting Down the Server"). */
enum Restart {
  /** Sessions are told, and ended. */
  FAST {
    @Override
    void stop(PostgresServer server) {
      server.stop();
    }
  },

  /** All processes end at once; the next start recovers. */
  IMMEDIATE {
    @Override
    void stop(PostgresServer server) {
      try {
        server.execute("copy (select 1) to program 'kill -QUIT `head -n 1 postmaster.pid`'");
      } catch (PostgresServerException e) {
        // Its own session ends as well, mostly before it is told that it has done it.
      }
      server.stop(); // waits for the end
    }
  };

  abstract void stop(PostgresServer server);

  /** Restarts the server; when it accepted connections again, in {@link System#nanoTime}. */
  long run(PostgresServer server, long downMillis) {
    stop(server);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(downMillis);
    for (long left; (left = end - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
    server.restart();
    return System.nanoTime();
  }
}
