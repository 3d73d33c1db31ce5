// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.psycopg4j.IsolationLevel.REPEATABLE_READ;
import static org.psycopg4j.IsolationLevel.SERIALIZABLE;
import static org.psycopg4j.it.Logged.statements;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DeadlockDetected;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.SerializationFailure;

/** Transaction blocks with options: their BEGIN, and how they are tried again. */
class TransactionOptionsTest {
  private static final TransactionOptions DEFAULTS = TransactionOptions.defaults();

  private final String table = "retried_" + UUID.randomUUID().toString().replace('-', '_');
  private Connection conn;
  private Connection other;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    other = Shared.connect();
    Shared.run(other, "CREATE TABLE " + table + " (id int PRIMARY KEY, n int)");
    Shared.run(other, "INSERT INTO " + table + " VALUES (1, 0), (2, 0)");
    other.commit();
  }

  @AfterEach
  void close() {
    conn.close();
    other.rollback();
    Shared.run(other, "DROP TABLE " + table);
    other.commit();
    other.close();
  }

  private void increment(Connection by, int id) {
    Shared.run(by, "UPDATE " + table + " SET n = n + 1 WHERE id = %s", id);
  }

  private Object sum(Connection by) {
    return Shared.value(by, "SELECT sum(n) FROM " + table);
  }

  private void assertEnded() {
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
  }

  /** In REPEATABLE READ, what another has changed since the snapshot can't be changed. */
  private void collide(Connection tx) {
    sum(tx);
    increment(other, 1);
    other.commit();
    increment(tx, 1);
  }

  @Test
  void theOptionsAreForThisTransactionOnly() throws Exception {
    assertThat(
            statements(
                tx -> {
                  tx.readonly(true);
                  tx.inTransaction(
                      DEFAULTS.isolationLevel(SERIALIZABLE).deferrable(true),
                      inner -> Shared.run(inner, "SELECT 1"));
                  tx.callInTransaction(
                      DEFAULTS.readonly(false),
                      inner -> inner.cursor().execute("SELECT 2").fetchOne());
                  tx.inTransaction(inner -> Shared.run(inner, "SELECT 3"));
                  tx.readonly(null);
                  tx.autocommit(true);
                  tx.inTransaction(
                      DEFAULTS.isolationLevel(REPEATABLE_READ),
                      inner -> {
                        inner.inTransaction(nested -> Shared.run(nested, "SELECT 4"));
                        inner.commit();
                        Shared.run(inner, "SELECT 5"); // still in the block
                      });
                  Shared.run(tx, "SELECT 6");
                }))
        .containsExactly(
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE",
            "SELECT 1",
            "COMMIT",
            "BEGIN READ WRITE",
            "SELECT 2",
            "COMMIT",
            "BEGIN READ ONLY",
            "SELECT 3",
            "COMMIT",
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "SAVEPOINT psycopg4j_1",
            "SELECT 4",
            "RELEASE SAVEPOINT psycopg4j_1",
            "COMMIT",
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "SELECT 5",
            "COMMIT",
            "SELECT 6");
  }

  @Test
  void areRefusedWhereTheyCannotBeHonoured() {
    String text =
        "inTransaction with options cannot be used inside a transaction: commit or roll back"
            + " the one that an earlier statement has begun";
    List<TransactionOptions> asking =
        List.of(
            DEFAULTS.isolationLevel(SERIALIZABLE),
            DEFAULTS.readonly(false),
            DEFAULTS.deferrable(false),
            DEFAULTS.retries(1));
    conn.inTransaction(
        tx -> {
          for (TransactionOptions options : asking) {
            assertThatThrownBy(() -> tx.inTransaction(options, inner -> increment(inner, 1)))
                .isExactlyInstanceOf(ProgrammingException.class)
                .hasMessage(text);
          }
          tx.inTransaction(DEFAULTS, inner -> increment(inner, 1));
        });
    increment(conn, 1);
    for (TransactionOptions options : asking) {
      assertThatThrownBy(() -> conn.inTransaction(options, inner -> increment(inner, 1)))
          .isExactlyInstanceOf(ProgrammingException.class)
          .hasMessage(text);
    }
    conn.inTransaction(DEFAULTS, inner -> increment(inner, 1)); // takes the open one over
    assertThat(sum(other)).isEqualTo(3L);
    assertThatThrownBy(() -> DEFAULTS.retries(-1)).isInstanceOf(ParameterException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSerializationFailureIsTriedAgain(boolean autocommit) {
    conn.autocommit(autocommit);
    AtomicInteger tries = new AtomicInteger();
    int result =
        conn.callInTransaction(
            DEFAULTS.isolationLevel(REPEATABLE_READ).retries(3),
            tx -> {
              if (tries.incrementAndGet() <= 2) {
                collide(tx);
              } else {
                increment(tx, 2);
              }
              return tries.get();
            });
    assertThat(result).isEqualTo(3);
    assertEnded();
    assertThat(sum(other)).isEqualTo(3L);
  }

  /** The third page of one row can't be locked: another transaction has changed that row. */
  private void pageThatCollides(Connection tx) {
    Iterator<Row> rows =
        tx.cursor(CursorOptions.name("c").itersize(2))
            .execute("SELECT id FROM " + table + " ORDER BY id FOR UPDATE")
            .iterator();
    rows.next();
    increment(other, 6);
    other.commit();
    rows.next();
    rows.next();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatWasFetchedAheadAndFailedIsTriedAgain(boolean statementAfterIt) {
    Shared.run(other, "INSERT INTO " + table + " VALUES (3, 0), (4, 0), (5, 0), (6, 0)");
    other.commit();
    AtomicInteger runs = new AtomicInteger();
    conn.inTransaction(
        DEFAULTS.isolationLevel(REPEATABLE_READ).retries(1),
        tx -> {
          if (runs.incrementAndGet() == 1) {
            pageThatCollides(tx);
          }
          if (statementAfterIt) {
            increment(tx, 1);
          }
        });
    assertThat(runs).hasValue(2);
    assertEnded();
  }

  @Test
  void theLastErrorComesOutWithTheOthers() {
    AtomicInteger tries = new AtomicInteger();
    Throwable thrown =
        catchThrowable(
            () ->
                conn.inTransaction(
                    DEFAULTS.isolationLevel(REPEATABLE_READ).retries(2),
                    tx -> {
                      tries.incrementAndGet();
                      collide(tx);
                    }));
    assertThat(tries).hasValue(3);
    assertThat(thrown).isInstanceOf(SerializationFailure.class);
    assertThat(thrown.getSuppressed())
        .hasSize(2)
        .allMatch(SerializationFailure.class::isInstance)
        .doesNotHaveDuplicates();
    assertEnded();
    assertThat(sum(other)).isEqualTo(3L);
  }

  /** Each has read what the other writes: the second COMMIT fails. */
  @Test
  void aCommitThatFailsIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    List<Object> sums = new ArrayList<>();
    conn.inTransaction(
        DEFAULTS.isolationLevel(SERIALIZABLE).retries(1),
        tx -> {
          sums.add(sum(tx));
          increment(tx, 1);
          if (tries.incrementAndGet() == 1) {
            other.isolationLevel(SERIALIZABLE);
            sum(other);
            increment(other, 2);
            other.commit();
          }
        });
    assertThat(tries).hasValue(2);
    assertThat(sums).containsExactly(0L, 1L);
    assertEnded();
    assertThat(sum(other)).isEqualTo(2L);
  }

  @Test
  void aDeadlockIsTriedAgain() throws Exception {
    Shared.run(conn, "SET deadlock_timeout TO '10ms'");
    conn.commit();
    Shared.run(other, "SET deadlock_timeout TO '10min'"); // so that it is not the victim
    other.commit();
    AtomicInteger tries = new AtomicInteger();
    List<Background<Object>> waiting = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    conn.inTransaction(
        DEFAULTS.retries(1),
        tx -> {
          increment(tx, 1);
          if (tries.incrementAndGet() == 1) {
            increment(other, 2);
            waiting.add(
                Background.start(
                    () -> {
                      increment(other, 1);
                      other.commit();
                      return null;
                    }));
            Backend.of(other).awaitWaitingForLock();
          }
          try {
            increment(tx, 2);
          } catch (RuntimeException e) {
            failures.add(e);
            throw e;
          }
        });
    waiting.get(0).result();
    assertThat(failures).singleElement().isInstanceOf(DeadlockDetected.class);
    assertThat(tries).hasValue(2);
    assertEnded();
    assertThat(sum(other)).isEqualTo(4L);
  }

  @Test
  void anotherErrorIsNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    DEFAULTS.retries(5),
                    tx -> {
                      tries.incrementAndGet();
                      Shared.run(tx, "SELECT 1/0");
                    }))
        .isInstanceOf(DivisionByZero.class)
        .hasNoSuppressedExceptions();
    assertThat(tries).hasValue(1);
    assertEnded();
  }

  @Test
  void withoutRetriesNothingIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    DEFAULTS.isolationLevel(REPEATABLE_READ),
                    tx -> {
                      tries.incrementAndGet();
                      collide(tx);
                    }))
        .isInstanceOf(SerializationFailure.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void anInterruptEndsTheRetries() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Background<Boolean> interrupted =
        Background.start(
            () -> {
              Throwable thrown =
                  catchThrowable(
                      () ->
                          conn.inTransaction(
                              DEFAULTS.isolationLevel(REPEATABLE_READ).retries(1000),
                              tx -> {
                                try {
                                  collide(tx);
                                } finally {
                                  if (tries.incrementAndGet() == 3) {
                                    Thread.currentThread().interrupt();
                                  }
                                }
                              }));
              assertThat(thrown).isInstanceOf(SerializationFailure.class);
              assertThat(thrown.getSuppressed()).hasSize(2);
              return Thread.currentThread().isInterrupted();
            });
    assertThat(interrupted.result()).isTrue();
    assertThat(tries).hasValue(3);
    assertEnded();
    assertThat(sum(other)).isEqualTo(3L);
  }

  @Test
  void aConnectionThatIsClosedIsNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    DEFAULTS.isolationLevel(REPEATABLE_READ).retries(5),
                    tx -> {
                      tries.incrementAndGet();
                      try {
                        collide(tx);
                      } finally {
                        tx.close();
                      }
                    }))
        .isInstanceOf(SerializationFailure.class);
    assertThat(tries).hasValue(1);
  }
}
