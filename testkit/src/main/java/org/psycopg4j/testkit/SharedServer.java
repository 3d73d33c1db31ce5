// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one server of this JVM, started when it is first wanted. */
final class SharedServer {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static @Nullable PostgresServer server;

  private SharedServer() {}

  static PostgresServer server() {
    LOCK.lock();
    try {
      PostgresServer result = server;
      if (result == null) {
        result = choose();
        server = result;
      }
      return result;
    } finally {
      LOCK.unlock();
    }
  }

  static PostgresServer choose() {
    String dsn = Setting.DSN.value();
    if (dsn != null) {
      return new ExternalServer(ConnectionInfo.parse(dsn), dsn);
    }
    if (Platform.current() == null && System.getenv("PGHOST") != null) {
      ConnectionInfo info = ConnectionInfo.ofEnvironment(System.getenv());
      return new ExternalServer(info, info.dsn());
    }
    // Two-phase commit is off by default, and has to be on from the start.
    return PostgresServer.builder()
        .setting("max_prepared_transactions", "20")
        .setting("max_connections", "300")
        .start();
  }
}
