// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.testkit.PostgresServer;
import org.reactivestreams.tck.TestEnvironment;

/** Connections of a verification's tests, which leave behind what they have not read. */
final class Connections {
  private final EventLoop loop = EventLoop.create();
  private final List<AsyncConnection> open = new CopyOnWriteArrayList<>();

  /** How long the kit waits: for what must come, and for what must not. */
  static TestEnvironment environment() {
    return new TestEnvironment(5_000, 50, 20);
  }

  AsyncConnection connect() {
    try {
      AsyncConnection conn =
          AsyncConnection.connect(PostgresServer.shared().dsn(), loop).get(30, TimeUnit.SECONDS);
      open.add(conn);
      return conn;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  AsyncConnection closed() {
    AsyncConnection conn = connect();
    try {
      conn.close().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return conn;
  }

  void abort() {
    for (AsyncConnection conn : open) {
      conn.abort();
      conn.close().join(); // what it had to say to subscribers has been said
    }
    open.clear();
  }

  void close() {
    loop.close();
  }
}
