// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.replication.ChangeStream;
import org.psycopg4j.replication.ChangeStreamOptions;
import org.psycopg4j.replication.LogicalMessage;
import org.psycopg4j.replication.Lsn;

/** A server that ends under a writer and a reader: no committed change is lost. */
class ResumeTest {
  private static final int RESTARTS = 3;
  private static final int ROWS_BETWEEN = 150;

  enum End {
    CRASH,
    STOP
  }

  private final List<Integer> seen = new ArrayList<>(); // in the order of their coming
  private Lsn confirmed = Lsn.ZERO;

  @ParameterizedTest
  @EnumSource(End.class)
  void everyCommittedChangeIsSeenAndNoneAfterTheConfirmedIsMissing(End end) throws Exception {
    try (LogicalServer server = LogicalServer.start()) {
      server.run("CREATE TABLE t (a int PRIMARY KEY)");
      ChangeStreamOptions options =
          ChangeStreamOptions.of("s", "p")
              .createSlot()
              .createPublication("t")
              .statusInterval(Duration.ofSeconds(1));
      ChangeStream.open(server.dsn(), options).close();
      AtomicInteger committed = new AtomicInteger();
      Thread writer = new Thread(() -> write(server, committed));
      writer.start();
      for (int restart = 1; restart <= RESTARTS; restart++) {
        int enough = restart * ROWS_BETWEEN;
        Thread ender = null;
        try (ChangeStream changes = ChangeStream.open(server.dsn(), options)) {
          for (LogicalMessage each : changes) {
            take(changes, each, end == End.STOP && ender != null);
            if (ender == null && highest() >= enough) {
              ender = new Thread(end == End.CRASH ? server.server::kill : server.server::stop);
              ender.start();
              if (end == End.STOP) { // an orderly end waits until all that there is is confirmed
                changes.confirmNow(confirmed);
              }
            }
          }
        } catch (OperationalException | InterfaceException e) {
          assertThat(ender).describedAs("%s before it was to end", e).isNotNull();
        }
        ender.join();
        server.server.restart();
      }
      writer.interrupt();
      writer.join();
      try (ChangeStream changes = ChangeStream.open(server.dsn(), options)) {
        int last = (Integer) server.value("SELECT max(a) FROM t");
        while (highest() < last) {
          LogicalMessage each = changes.next(Duration.ofSeconds(30));
          assertThat(each).isNotNull();
          take(changes, each, false);
        }
      }
      // Those that were committed without the writer's knowledge are there as well.
      assertThat(highest()).isGreaterThanOrEqualTo(committed.get());
      assertThat(seen).containsExactlyElementsOf(inTable(server));
    }
  }

  private int highest() {
    return seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
  }

  /* Values rise with commits, so one that is not higher was seen before, and no confirmed one may
  come again once the server has been told. */
  private void take(ChangeStream changes, LogicalMessage message, boolean confirmAll) {
    if (message instanceof LogicalMessage.Insert insert) {
      int value = insert.newRow().get("a", Integer.class);
      if (value > highest()) {
        seen.add(value);
      } else {
        assertThat(seen).contains(value);
      }
    } else if (message instanceof LogicalMessage.Commit commit) {
      if (commit.endLsn().isAfter(confirmed)) {
        confirmed = commit.endLsn();
      }
      if (confirmAll || seen.size() % 7 == 0) { // so that some is always unconfirmed
        changes.confirmNow(commit.endLsn());
      }
    }
  }

  private static List<Integer> inTable(LogicalServer server) {
    try (Connection conn = server.connect();
        Cursor<Row> cur = conn.cursor()) {
      return cur.execute("SELECT a FROM t ORDER BY a").fetchAll().stream()
          .map(row -> row.getInt(0))
          .toList();
    }
  }

  /** Commits one row after another, and connects again whenever the server has gone. */
  private static void write(LogicalServer server, AtomicInteger committed) {
    int next = 1;
    while (!Thread.currentThread().isInterrupted()) {
      try (Connection conn = server.connect();
          Cursor<Row> cur = conn.cursor()) {
        next = cur.execute("SELECT coalesce(max(a), 0) + 1 FROM t").fetchOne().getInt(0);
        while (!Thread.currentThread().isInterrupted()) {
          cur.execute("INSERT INTO t VALUES (%s)", next);
          committed.set(next++);
        }
      } catch (OperationalException | InterfaceException e) {
        Thread.onSpinWait();
      }
    }
  }
}
