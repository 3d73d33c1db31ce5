// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationMessage;
import org.psycopg4j.testkit.PostgresServer;

/** A server whose log tells changes, and what the tests of replication do with it. */
final class LogicalServer implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  final PostgresServer server;

  private LogicalServer(PostgresServer server) {
    this.server = server;
  }

  static LogicalServer start(int version) {
    return new LogicalServer(
        PostgresServer.builder()
            .version(version)
            .setting("wal_level", "logical")
            .setting("logical_decoding_work_mem", "64kB")
            .setting("max_prepared_transactions", "5")
            .setting("max_replication_slots", "20")
            .setting("max_wal_senders", "20")
            .start());
  }

  static LogicalServer start() {
    return start(PostgresServer.DEFAULT_VERSION);
  }

  String dsn() {
    return server.dsn();
  }

  Connection connect() {
    Connection conn = Psycopg.connect(dsn());
    conn.autocommit(true);
    return conn;
  }

  ReplicationConnection logical() {
    return ReplicationConnection.logical(dsn());
  }

  void run(String... statements) {
    try (Connection conn = connect();
        Cursor<Row> cur = conn.cursor()) {
      for (String each : statements) {
        cur.execute(each);
      }
    }
  }

  Object value(String sql) {
    try (Connection conn = connect();
        Cursor<Row> cur = conn.cursor()) {
      return cur.execute(sql).fetchOne().get(0);
    }
  }

  /** The next message, which has to come. */
  static ReplicationMessage next(ReplicationCursor cur) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      ReplicationMessage message = cur.readMessage();
      if (message != null) {
        return message;
      }
      cur.awaitMessage(Duration.ofSeconds(1));
    }
    throw new AssertionError("no message has come in " + LONGEST);
  }

  static List<ReplicationMessage> next(ReplicationCursor cur, int count) {
    List<ReplicationMessage> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next(cur));
    }
    return messages;
  }

  @Override
  public void close() {
    server.close();
  }
}
