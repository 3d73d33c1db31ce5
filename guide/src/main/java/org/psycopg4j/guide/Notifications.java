// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.notify.EventQueue;
import org.psycopg4j.notify.Listener;
import org.psycopg4j.notify.ListenerEvent;
import org.psycopg4j.notify.ListenerOptions;

/** Notifications: waited for, told to a handler, and pushed by a listener that reconnects. */
final class Notifications {
  private Notifications() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Connection other = Psycopg.connect(dsn)) {
      other.autocommit(true);
      waiting(conn, other);
      handler(conn);
      listener(dsn, other);
    }
  }

  private static void waiting(Connection conn, Connection other) {
    // region wait
    conn.autocommit(true); // or LISTEN waits for the commit
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("LISTEN test");
    }
    if (conn.waitNotify(Duration.ofMillis(10)) == null) {
      System.out.println("Timeout");
    }
    send(other, "hello");
    Notify notify = conn.waitNotify(Duration.ofSeconds(5));
    System.out.println("Got NOTIFY: " + notify.channel() + " " + notify.payload());
    // endregion

    send(other, "one");
    send(other, "two");
    // region loop
    for (Notify each : conn.notifies(Duration.ofSeconds(5)).stopAfter(2)) {
      System.out.println("And then: " + each.payload());
    }
    // endregion
  }

  private static void handler(Connection conn) {
    // region handler
    conn.onNotify(notify -> System.out.println("Told of " + notify.payload()));
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("NOTIFY test, 'myself'"); // comes with the statement's own answer
    }
    // endregion
  }

  private static void send(Connection conn, String payload) {
    // region send
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("SELECT pg_notify(%s, %s)", "test", payload);
    }
    // endregion
  }

  private static void listener(String dsn, Connection other) {
    // region listener
    ListenerOptions options =
        ListenerOptions.defaults().reconnect().heartbeat(Duration.ofSeconds(30));
    try (Listener listener = Listener.open(dsn, options);
        EventQueue queue = listener.queue()) {
      listener.listen("test");
      send(other, "pushed");
      for (ListenerEvent event : queue) {
        if (event instanceof ListenerEvent.Notified notified) {
          System.out.println("A listener got " + notified.notification().payload());
          break;
        } else if (event instanceof ListenerEvent.Gap gap) {
          System.out.println("Look at the tables: nobody knows what came since " + gap.lost());
        }
      }
    }
    // endregion
  }
}
