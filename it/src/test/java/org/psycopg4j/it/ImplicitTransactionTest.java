// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.it.Logged.statements;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;

/** When BEGIN, COMMIT and ROLLBACK go to the server, as the server's log tells it. */
class ImplicitTransactionTest {
  @Test
  void connectingAndClosingSendNoStatement() throws Exception {
    assertThat(statements(conn -> {})).isEmpty();
  }

  @Test
  void theFirstStatementOfAnyCursorBeginsAndLaterOnesDoNot() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.cursor().execute("SELECT 1");
                  conn.cursor().execute("SELECT 2");
                  conn.commit();
                  conn.cursor().execute("SELECT 3");
                  conn.rollback();
                }))
        .containsExactly(
            "BEGIN", "SELECT 1", "SELECT 2", "COMMIT", "BEGIN", "SELECT 3", "ROLLBACK");
  }

  @Test
  void commitAndRollbackWithoutATransactionSendNothing() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.commit();
                  conn.rollback();
                  conn.cursor();
                  conn.cursor().execute("SELECT 1");
                  conn.commit();
                  conn.commit();
                  conn.rollback();
                }))
        .containsExactly("BEGIN", "SELECT 1", "COMMIT");
  }

  @Test
  void closingSendsNoRollback() throws Exception {
    assertThat(statements(conn -> conn.cursor().execute("SELECT 1")))
        .containsExactly("BEGIN", "SELECT 1");
  }

  @Test
  void autocommitSendsStatementsAlone() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  conn.cursor().execute("SELECT 1");
                  conn.commit();
                  conn.cursor().execute("SELECT 2");
                  conn.autocommit(false);
                  conn.cursor().execute("SELECT 3");
                }))
        .containsExactly("SELECT 1", "SELECT 2", "BEGIN", "SELECT 3");
  }

  @Test
  void aFailedStatementIsFollowedByTheRollbackThatIsAskedFor() throws Exception {
    assertThat(
            statements(
                conn -> {
                  assertThatThrownBy(() -> conn.cursor().execute("SELECT 1/0"))
                      .isInstanceOf(DivisionByZero.class);
                  conn.rollback();
                  conn.rollback();
                  conn.cursor().execute("SELECT 1");
                }))
        .containsExactly("BEGIN", "SELECT 1/0", "ROLLBACK", "BEGIN", "SELECT 1");
  }

  @Test
  void aStatementThatIsNotSentBeginsNothing() throws Exception {
    assertThat(
            statements(
                conn -> {
                  assertThatThrownBy(() -> conn.cursor().execute("SELECT %s, %s", 1))
                      .isInstanceOf(RuntimeException.class);
                  conn.cursor().executeMany("SELECT %s", List.of());
                  conn.cursor().mogrify("SELECT %s", 1);
                }))
        .isEmpty();
  }

  @Test
  void executeManySendsOneStatementForEachSetOfArguments() throws Exception {
    assertThat(
            statements(
                conn ->
                    conn.cursor().executeMany("SELECT %s", List.of(List.of(1), List.of("a'b")))))
        .containsExactly("BEGIN", "SELECT 1", "SELECT 'a''b'");
  }

  @Test
  void aTransactionBlockIsATransactionAndABlockWithinItASavepoint() throws Exception {
    assertThat(
            statements(
                conn ->
                    conn.inTransaction(
                        tx -> {
                          tx.cursor().execute("SELECT 1");
                          tx.inTransaction(inner -> inner.cursor().execute("SELECT 2"));
                          assertThatThrownBy(
                                  () ->
                                      tx.inTransaction(
                                          inner -> {
                                            inner.cursor().execute("SELECT 3");
                                            throw new IllegalStateException("undo this");
                                          }))
                              .hasMessage("undo this");
                        })))
        .containsExactly(
            "BEGIN",
            "SELECT 1",
            "SAVEPOINT psycopg4j_1",
            "SELECT 2",
            "RELEASE SAVEPOINT psycopg4j_1",
            "SAVEPOINT psycopg4j_1",
            "SELECT 3",
            "ROLLBACK TO SAVEPOINT psycopg4j_1; RELEASE SAVEPOINT psycopg4j_1",
            "COMMIT");
  }

  @Test
  void aTransactionBlockThatExecutesNothingSendsNothing() throws Exception {
    assertThat(statements(conn -> conn.inTransaction(tx -> {}))).isEmpty();
  }

  @Test
  void aTransactionBlockBeginsInAutocommitToo() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  conn.inTransaction(tx -> tx.cursor().execute("SELECT 1"));
                  conn.cursor().execute("SELECT 2");
                }))
        .containsExactly("BEGIN", "SELECT 1", "COMMIT", "SELECT 2");
  }
}
