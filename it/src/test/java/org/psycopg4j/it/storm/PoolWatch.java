// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;

/**
 * Who asks the server again and again how many sessions a pool has, over a connection of its own.
 *
 * <p>pg_stat_activity is read entry by entry, so it can show a session that has just ended beside
 * its successor. What two looks in turn show was there all the time in between: only more of those
 * than allowed are too many for certain.
 */
final class PoolWatch implements Runnable {
  private static final long PAUSE_NANOS = 2_000_000;

  private final String dsn;
  private final String applicationName;
  private final int most;
  private final BooleanSupplier goesOn;
  private long looks;
  private long doubtful;
  private int highest;

  PoolWatch(String dsn, String applicationName, int most, BooleanSupplier goesOn) {
    this.dsn = dsn;
    this.applicationName = applicationName;
    this.most = most;
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      try (Connection conn = Psycopg.connect(dsn)) {
        conn.autocommit(true);
        watch(conn);
      } catch (PsycopgException e) {
        LockSupport.parkNanos(PAUSE_NANOS); // the server is away
      }
    }
  }

  private void watch(Connection conn) {
    Set<String> before = Set.of();
    while (goesOn.getAsBoolean()) {
      Set<String> now = new HashSet<>(sessions(conn, applicationName));
      looks++;
      if (now.size() > most) {
        doubtful++;
      }
      Set<String> both = new HashSet<>(before);
      both.retainAll(now);
      if (both.size() > most) {
        throw new AssertionError(
            "at most %d sessions were allowed, %d were there: %s"
                .formatted(most, both.size(), both));
      }
      highest = Math.max(highest, both.size());
      before = now;
      if (now.size() <= most) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Each session of that name: its process, when it began, and what it does. */
  static List<String> sessions(Connection conn, String applicationName) {
    try (Cursor<Row> cur = conn.cursor()) {
      return cur
          .execute(
              "SELECT pid || ' since ' || backend_start FROM pg_stat_activity"
                  + " WHERE application_name = %s AND backend_type = 'client backend'",
              applicationName)
          .fetchAll()
          .stream()
          .map(row -> (String) row.get(0))
          .toList();
    }
  }

  long looks() {
    return looks;
  }

  int highest() {
    return highest;
  }

  @Override
  public String toString() {
    return "%d looks, at most %d sessions, %d doubtful looks".formatted(looks, highest, doubtful);
  }
}
