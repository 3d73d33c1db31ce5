// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.replication.ChangeStream;
import org.psycopg4j.replication.ChangeStreamOptions;
import org.psycopg4j.replication.LogicalMessage;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationType;
import org.psycopg4j.replication.StopReplication;
import org.psycopg4j.testkit.PostgresServer;

/** Changes as they are committed: psycopg2's replication cursor, and a stream of objects. */
final class Replication {
  private Replication() {}

  static void run(String dsn) {
    // What a server tells by its log is a setting of the whole server: mostly it has to be another.
    try (PostgresServer server = PostgresServer.builder().setting("wal_level", "logical").start()) {
      follow(server.dsn());
    }
  }

  private static void follow(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      conn.autocommit(true);
      cur.execute("CREATE TABLE stars (name text PRIMARY KEY, magnitude numeric)");
      read(dsn, cur);
      capture(dsn, cur);
    }
  }

  private static void read(String dsn, Cursor<Row> cur) {
    // region read
    try (ReplicationConnection conn = ReplicationConnection.logical(dsn);
        ReplicationCursor stream = conn.cursor()) {
      stream.createTemporaryReplicationSlot("first", ReplicationType.LOGICAL, "test_decoding");
      stream.startReplication("first");
      cur.execute("INSERT INTO stars VALUES ('Vega', 0.03)");
      stream.consumeStream(
          message -> {
            if (message.text().startsWith("table")) {
              System.out.println(message.text());
            }
            message.cursor().sendFeedback(message.dataStart()); // need not come again
            if (message.text().startsWith("COMMIT")) {
              throw new StopReplication();
            }
          });
      System.out.println("And commands again: " + stream.execute("SELECT 1").fetchOne());
    }
    // endregion
  }

  private static void capture(String dsn, Cursor<Row> cur) {
    // region capture
    ChangeStreamOptions options =
        ChangeStreamOptions.of("second", "stars").createPublication("stars").temporarySlot();
    try (ChangeStream changes = ChangeStream.open(dsn, options)) {
      cur.execute("INSERT INTO stars VALUES ('Sirius', -1.46)");
      cur.execute("DELETE FROM stars WHERE name = 'Vega'");
      for (int commits = 0; commits < 2; ) {
        LogicalMessage each = changes.next(Duration.ofMinutes(1));
        if (each instanceof LogicalMessage.Insert insert) {
          System.out.println("New: " + insert.newRow().toMap());
        } else if (each instanceof LogicalMessage.Delete delete) {
          System.out.println("Gone: " + delete.oldRow().get("name"));
        } else if (each instanceof LogicalMessage.Commit commit) {
          changes.confirm(commit.endLsn()); // once all that came before it is safe
          commits++;
        }
      }
    }
    // endregion
  }
}
