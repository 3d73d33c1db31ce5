// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.errors.UndefinedObject;
import org.psycopg4j.replication.Lsn;
import org.psycopg4j.replication.ReplicationConnection;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationMessage;
import org.psycopg4j.replication.ReplicationOptions;
import org.psycopg4j.replication.ReplicationSlot;
import org.psycopg4j.replication.ReplicationType;
import org.psycopg4j.replication.StopReplication;

/** The stream of a logical slot whose plugin is test_decoding. */
class LogicalReplicationTest {
  private static final Map<String, String> PLAIN =
      Map.of("include-xids", "0", "skip-empty-xacts", "1");

  private static LogicalServer server;
  private ReplicationConnection conn;
  private ReplicationCursor cur;

  @BeforeAll
  static void start() {
    server = LogicalServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (a int, b text)");
    conn = server.logical();
    cur = conn.cursor();
    cur.createTemporaryReplicationSlot("s", ReplicationType.LOGICAL, "test_decoding");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<String> texts(List<ReplicationMessage> messages) {
    return messages.stream().map(ReplicationMessage::text).toList();
  }

  @Test
  void aLogicalConnectionTakesCommandsAndSql() {
    assertThat(conn.replicationType()).isEqualTo(ReplicationType.LOGICAL);
    assertThat(conn.autocommit()).isTrue();
    assertThat(cur.execute("IDENTIFY_SYSTEM").fetchOne().getString("dbname"))
        .isEqualTo(server.server.database());
    assertThat(cur.execute("SELECT %s, %s", 1, "é").fetchAll())
        .extracting(row -> row.toList())
        .containsExactly(List.of(1, "é"));
    cur.execute("INSERT INTO t VALUES (1)");
    assertThat(server.value("SELECT count(*) FROM t")).isEqualTo(1L);
  }

  @Test
  void aSlotIsCreatedAndDropped() {
    ReplicationSlot slot = cur.createReplicationSlot("sl\"ot".replace("\"", "_"), "test_decoding");
    assertThat(slot.name()).isEqualTo("sl_ot");
    assertThat(slot.outputPlugin()).isEqualTo("test_decoding");
    assertThat(slot.snapshotName()).isNotEmpty();
    assertThat(slot.consistentPoint()).isGreaterThan(Lsn.ZERO);
    assertThat(cur.statusMessage()).isEqualTo("CREATE_REPLICATION_SLOT");
    assertThat(cur.fetchAll()).hasSize(1);
    assertThat(server.value("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'sl_ot'"))
        .isEqualTo(1L);
    cur.dropReplicationSlot("sl_ot");
    assertThatThrownBy(() -> cur.dropReplicationSlot("sl_ot")).isInstanceOf(UndefinedObject.class);
  }

  @Test
  void theSnapshotOfASlotShowsWhatWasBeforeItsChanges() {
    server.run("INSERT INTO t VALUES (1)");
    ReplicationSlot slot =
        cur.createTemporaryReplicationSlot("s2", ReplicationType.LOGICAL, "test_decoding");
    server.run("INSERT INTO t VALUES (2)");
    try (var other = org.psycopg4j.Psycopg.connect(server.dsn());
        var rows = other.cursor()) {
      rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      rows.execute("SET TRANSACTION SNAPSHOT %s", slot.snapshotName());
      assertThat(rows.execute("SELECT a FROM t").fetchAll())
          .extracting(row -> row.get(0))
          .containsExactly(1);
    }
    cur.startReplication("s2", PLAIN);
    assertThat(LogicalServer.next(cur, 2).get(1).text())
        .isEqualTo("table public.t: INSERT: a[integer]:2 b[text]:null");
  }

  @Test
  void messagesComeWithTheirPositions() {
    Lsn before = Lsn.of((String) server.value("SELECT pg_current_wal_insert_lsn()::text"));
    cur.startReplication("s", PLAIN);
    server.run("INSERT INTO t VALUES (1, 'é')");
    List<ReplicationMessage> messages = LogicalServer.next(cur, 3);
    assertThat(texts(messages))
        .containsExactly("BEGIN", "table public.t: INSERT: a[integer]:1 b[text]:'é'", "COMMIT");
    ReplicationMessage insert = messages.get(1);
    assertThat(insert.dataStart()).isGreaterThanOrEqualTo(before);
    assertThat(messages.get(2).dataStart()).isGreaterThan(insert.dataStart());
    assertThat(insert.dataSize()).isEqualTo(insert.payload().length);
    assertThat(insert.text().length()).isEqualTo(insert.dataSize() - 1);
    assertThat(insert.walEnd()).isLessThanOrEqualTo(cur.walEnd());
    assertThat(insert.sendTime())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(insert.cursor()).isSameAs(cur);
    assertThat(cur.ioTimestamp()).isAfter(Instant.now().minusSeconds(60));
  }

  @Test
  void aConsumerStopsTheStreamAndTheConnectionGoesOn() {
    cur.startReplication("s", PLAIN);
    assertThat(cur.isReplicating()).isTrue();
    server.run("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
    List<String> got = new ArrayList<>();
    cur.consumeStream(
        message -> {
          got.add(message.text());
          if (message.text().startsWith("COMMIT")) {
            message.cursor().sendFeedback(message.dataStart());
            throw new StopReplication();
          }
        });
    assertThat(got).hasSize(3);
    assertThat(cur.isReplicating()).isFalse();
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
    assertThatThrownBy(() -> cur.consumeStream(message -> {}))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("consume_stream: not replicating, call start_replication first");
  }

  @Test
  void anotherLogicalStreamNeedsAnotherConnection() {
    cur.startReplication("s", PLAIN);
    cur.stopReplication();
    cur.startReplication("s", PLAIN);
    assertThatThrownBy(() -> cur.consumeStream(message -> {}))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("needs a new connection");
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void aConsumersErrorComesOutAndTheConnectionGoesOn() {
    cur.startReplication("s", PLAIN);
    server.run("INSERT INTO t VALUES (1)");
    IllegalStateException thrown = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                cur.consumeStream(
                    message -> {
                      throw thrown;
                    }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void whatIsNotConfirmedComesAgainAndWhatIsDoesNot() {
    cur.createReplicationSlot("lasting", "test_decoding");
    server.run("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
    List<ReplicationMessage> all = resume(6, (cursor, messages) -> {});
    List<ReplicationMessage> again =
        resume(
            6,
            (cursor, messages) -> {
              cursor.sendFeedback(messages.get(2).dataStart());
              cursor.sendFeedback(Lsn.of("0/1")); // never goes back
              assertThat(cursor.confirmed()).isEqualTo(messages.get(2).dataStart());
            });
    assertThat(texts(again)).isEqualTo(texts(all));
    assertThat(texts(resume(3, (cursor, messages) -> {}))).isEqualTo(texts(all.subList(3, 6)));
    cur.dropReplicationSlot("lasting");
  }

  private static List<ReplicationMessage> resume(
      int count, BiConsumer<ReplicationCursor, List<ReplicationMessage>> last) {
    try (ReplicationConnection own = server.logical();
        ReplicationCursor cursor = own.cursor()) {
      cursor.startReplication("lasting", PLAIN);
      List<ReplicationMessage> messages = LogicalServer.next(cursor, count);
      last.accept(cursor, messages);
      return messages;
    }
  }

  @Test
  void whileItStreamsTheConnectionIsBusy() {
    cur.startReplication("s", PLAIN);
    server.run("INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> cur.execute("SELECT 1"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the connection is busy: start_replication is under way on it");
    assertThatThrownBy(() -> conn.cursor().startReplication("s"))
        .isInstanceOf(ProgrammingException.class);
    List<Throwable> nested = new ArrayList<>();
    cur.consumeStream(
        message -> {
          try {
            cur.consumeStream(other -> {});
          } catch (ProgrammingException e) {
            nested.add(e);
          }
          throw new StopReplication();
        });
    assertThat(nested.get(0))
        .hasMessage("consume_stream cannot be used when already in the consume loop");
  }

  @Test
  void argumentsThatDoNotFitAreRefusedAsInPsycopg2() {
    assertRefused(
        () -> cur.createReplicationSlot("x"),
        "output plugin name is required to create logical replication slot");
    assertRefused(
        () -> cur.createReplicationSlot("x", ReplicationType.PHYSICAL, "pgoutput"),
        "cannot specify output plugin name when creating physical replication slot");
    assertRefused(() -> cur.startReplication(), "slot name is required for logical replication");
    assertRefused(
        () -> cur.startReplication(ReplicationOptions.slot("s").timeline(1)),
        "cannot specify timeline for logical replication");
    assertRefused(
        () ->
            cur.startReplication(
                ReplicationOptions.slot("s").type(ReplicationType.PHYSICAL).option("a", "b")),
        "cannot specify output plugin options for physical replication");
    assertRefused(
        () -> ReplicationOptions.slot("s").statusInterval(Duration.ofMillis(999)),
        "status_interval must be >= 1 (sec)");
    cur.startReplication("s");
    assertRefused(
        () -> cur.consumeStream(message -> {}, Duration.ofMillis(500)),
        "keepalive_interval must be >= 1 (sec)");
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ProgrammingException.class).hasMessage(message);
  }

  @Test
  void anUnknownSlotAndAnUnknownOptionAreTheServersErrors() {
    assertThatThrownBy(() -> cur.startReplication("none")).isInstanceOf(UndefinedObject.class);
    cur.createTemporaryReplicationSlot("s", ReplicationType.LOGICAL, "test_decoding"); // lost
    assertThatThrownBy(() -> cur.startReplication("s", Map.of("it's \\ an \"option\"", "'\\")))
        .hasMessageContaining("it's \\ an \"option\"")
        .hasMessageContaining("'\\");
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void aCommandThatIsNoStreamIsRefused() {
    assertRefused(
        () -> cur.startReplicationExpert("SELECT 1"), "the command has not started replication");
    cur.startReplicationExpert("START_REPLICATION SLOT s LOGICAL 0/0 (\"include-xids\" '0')");
    cur.stopReplication();
    assertThatThrownBy(() -> cur.execute("START_REPLICATION SLOT s LOGICAL 0/0"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("start_replication()");
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheStreamAndTheConnectionGoesOn() {
    cur.startReplication("s", PLAIN);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cur.consumeStream(message -> {}))
        .isInstanceOf(QueryCanceledException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void cancelEndsTheStreamAndTheConnectionGoesOn() {
    cur.startReplication("s", PLAIN);
    conn.cancel();
    assertThatThrownBy(() -> cur.consumeStream(message -> {})).isInstanceOf(QueryCanceled.class);
    assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
  }

  @Test
  void aTerminatedBackendIsTheServersError() {
    cur.startReplication("s", PLAIN);
    server.run("SELECT pg_terminate_backend(" + conn.info().backendPid() + ")");
    assertThatThrownBy(() -> cur.consumeStream(message -> {})).isInstanceOf(AdminShutdown.class);
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(() -> cur.execute("SELECT 1")).isInstanceOf(InterfaceException.class);
  }

  @Test
  void closingFromAnotherThreadEndsTheWait() throws Exception {
    cur.startReplication("s", PLAIN);
    Thread consuming = Thread.currentThread();
    Thread closer =
        new Thread(
            () -> {
              while (consuming.getState() != Thread.State.RUNNABLE || !inSelect(consuming)) {
                Thread.onSpinWait();
              }
              conn.close();
            });
    closer.start();
    assertThatThrownBy(() -> cur.consumeStream(message -> {}))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
    closer.join();
    assertThat(conn.closed()).isEqualTo(1);
  }

  private static boolean inSelect(Thread thread) {
    for (StackTraceElement each : thread.getStackTrace()) {
      if (each.getMethodName().equals("pause")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aServerThatGoesAwayIsAnOperationalError() throws Exception {
    try (LogicalServer own = LogicalServer.start();
        ReplicationConnection there = own.logical();
        ReplicationCursor reader = there.cursor()) {
      reader.createReplicationSlot("s", "test_decoding");
      reader.startReplication("s");
      Thread stopper = new Thread(own.server::stop); // waits until we have confirmed all there is
      stopper.start();
      assertThatThrownBy(() -> reader.consumeStream(message -> {}))
          .isInstanceOf(OperationalException.class);
      stopper.join();
    }
  }
}
