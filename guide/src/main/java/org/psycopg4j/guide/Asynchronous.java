// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.PollState;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;

/** Asynchronous, psycopg2's way: the program polls, and decides how to wait in between. */
final class Asynchronous {
  private Asynchronous() {}

  static void run(String dsn) throws IOException {
    polled(dsn);
    severalAtOnce(dsn);
    byCallback(dsn);
  }

  private static void polled(String dsn) {
    // region polled
    try (Connection conn = Psycopg.connectAsync(dsn)) {
      Psycopg.waitSelect(conn); // polls and waits, until the connection is open
      var cur = conn.cursor(RowFactory.realDict());
      cur.execute("SELECT name, age FROM users ORDER BY id LIMIT 1"); // sends it, no more
      Psycopg.waitSelect(conn); // until the result is here
      System.out.println(cur.fetchOne());

      cur.execute("LISTEN jobs");
      Psycopg.waitSelect(conn);
      cur.execute("NOTIFY jobs, 'paint the fence'");
      Psycopg.waitSelect(conn);
      while (!conn.notifies().isEmpty()) {
        System.out.println("Received notification: " + conn.notifies().remove().payload());
      }
    }
    // endregion
  }

  private static void severalAtOnce(String dsn) throws IOException {
    // region several
    List<Object> answers = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 1; i <= 3; i++) {
        Connection conn = Psycopg.connectAsync(dsn);
        connections.add(conn);
        Psycopg.waitSelect(conn);
        Cursor<Row> cur = conn.cursor().execute("SELECT %s * 10, pg_sleep(0.01)", i);
        conn.channel().register(selector, SelectionKey.OP_READ, cur);
      }
      while (answers.size() < connections.size()) {
        selector.select(
            key -> {
              Cursor<?> cur = (Cursor<?>) key.attachment();
              PollState state = cur.connection().poll();
              key.interestOps(state.operations(key.channel())); // none, when the result is here
              if (state == PollState.OK && cur.fetchOne() instanceof Row row) {
                answers.add(row.get(0));
              }
            });
      }
    } finally {
      connections.forEach(Connection::close);
    }
    System.out.println("Three at once: " + answers.stream().sorted().toList());
    // endregion
  }

  private static void byCallback(String dsn) throws IOException {
    // region callback
    Psycopg.setWaitCallback(
        conn -> { // in place of each connection's own way to wait
          try (Selector selector = Selector.open()) {
            for (PollState state; (state = conn.poll()) != PollState.OK; ) {
              int operations = state.operations(conn.channel());
              SelectionKey key = conn.channel().keyFor(selector);
              if (key == null) {
                conn.channel().register(selector, operations);
              } else {
                key.interestOps(operations);
              }
              selector.select(ready -> {});
            }
          }
        });
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      System.out.println("By callback: " + cur.execute("SELECT count(*) FROM users").fetchOne());
    } finally {
      Psycopg.setWaitCallback(null);
    }
    // endregion
  }
}
