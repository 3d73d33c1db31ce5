// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.FeatureNotSupported;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.replication.Lsn;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationMessage;
import org.psycopg4j.replication.ReplicationOptions;
import org.psycopg4j.replication.ReplicationSlot;
import org.psycopg4j.replication.ReplicationType;

/** The write-ahead log itself. */
class PhysicalReplicationTest {
  private static final int SEGMENT = 16 << 20;

  @Test
  void theBytesAreTheLogs() throws Exception {
    try (LogicalServer server = LogicalServer.start();
        ReplicationConnection conn = ReplicationConnection.physical(server.dsn());
        ReplicationCursor cur = conn.cursor()) {
      assertThat(conn.replicationType()).isEqualTo(ReplicationType.PHYSICAL);
      assertThatThrownBy(() -> cur.execute("SELECT 1")).isInstanceOf(FeatureNotSupported.class);
      ReplicationSlot slot = cur.createReplicationSlot("ph");
      assertThat(slot).isEqualTo(new ReplicationSlot("ph", Lsn.ZERO, null, null));
      server.run("CREATE TABLE t AS SELECT g FROM generate_series(1, 10000) g");
      Lsn end = Lsn.of((String) server.value("SELECT pg_current_wal_flush_lsn()::text"));
      Lsn start = new Lsn(end.value() / SEGMENT * SEGMENT);
      assertThatThrownBy(() -> cur.startReplication(ReplicationOptions.slot("ph").option("a", 1)))
          .isInstanceOf(ProgrammingException.class)
          .hasMessage("cannot specify output plugin options for physical replication");
      cur.startReplication(ReplicationOptions.slot("ph").startLsn(start).timeline(1));
      byte[] log = new byte[(int) (end.value() - start.value())];
      Lsn position = start;
      while (end.isAfter(position)) {
        ReplicationMessage message = LogicalServer.next(cur);
        assertThat(message.dataStart()).isEqualTo(position);
        int at = (int) (position.value() - start.value());
        System.arraycopy(
            message.payload(), 0, log, at, Math.min(message.dataSize(), log.length - at));
        position = position.plus(message.dataSize());
      }
      byte[] file = new byte[log.length];
      Path segment =
          server
              .server
              .dataDirectory()
              .resolve("pg_wal")
              .resolve("%08X%08X%08X".formatted(1, 0, start.value() / SEGMENT));
      try (RandomAccessFile in = new RandomAccessFile(segment.toFile(), "r")) {
        in.readFully(file);
      }
      assertThat(log).isEqualTo(file);
      cur.sendFeedback(position, position, Lsn.ZERO, false, true);
      cur.stopReplication();
      assertThat(cur.execute("IDENTIFY_SYSTEM").fetchOne().get("timeline").toString())
          .isEqualTo("1");
      assertThat(
              Lsn.of(
                  (String)
                      server.value(
                          "SELECT restart_lsn::text FROM pg_replication_slots"
                              + " WHERE slot_name = 'ph'")))
          .isEqualTo(position);
      cur.startReplication(
          ReplicationOptions.withoutSlot().startLsn(position)); // as often as wanted
      server.run("INSERT INTO t VALUES (0)");
      assertThat(LogicalServer.next(cur).dataStart()).isEqualTo(position);
      cur.stopReplication();
      cur.dropReplicationSlot("ph");
    }
  }
}
