// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;

/** {@code inTransaction}: psycopg2's {@code with conn:}, and how it nests. */
class TransactionBlockTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    Shared.run(conn, "CREATE TEMP TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    conn.autocommit(false);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void insert(int value) {
    Shared.run(conn, "INSERT INTO t VALUES (%s)", value);
  }

  private void divideByZero() {
    Shared.run(conn, "SELECT 1/0");
  }

  private void assertKept(Object... values) {
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(Shared.column(conn.cursor().execute("SELECT a FROM t ORDER BY a")))
        .isEqualTo(List.of(values));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatReturnsIsCommitted(boolean autocommit) {
    conn.autocommit(autocommit);
    conn.inTransaction(
        tx -> {
          assertThat(tx).isSameAs(conn);
          insert(1);
          assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
        });
    assertKept(1);
    assertThat(conn.autocommit()).isEqualTo(autocommit);
    assertThat(conn.closed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatThrowsIsUndoneAndItsExceptionComesOut(boolean autocommit) {
    conn.autocommit(autocommit);
    IOException mine = new IOException("mine");
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      throw mine;
                    }))
        .isSameAs(mine)
        .hasNoSuppressedExceptions();
    assertKept();
  }

  @Test
  void anErrorOfTheServerComesOutAsItIs() {
    Throwable thrown =
        catchThrowable(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      divideByZero();
                    }));
    assertThat(thrown).isInstanceOf(DivisionByZero.class).hasNoSuppressedExceptions();
    assertKept();
  }

  @Test
  void anErrorOfTheMachineUndoesToo() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertKept();
  }

  @Test
  void anInnerBlockThatFailsIsUndoneAlone() {
    conn.inTransaction(
        tx -> {
          insert(1);
          assertThatThrownBy(
                  () ->
                      tx.inTransaction(
                          inner -> {
                            insert(2);
                            divideByZero();
                          }))
              .isInstanceOf(DivisionByZero.class);
          assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
          insert(3);
        });
    assertKept(1, 3);
  }

  @Test
  void anInnerBlockThatReturnsIsUndoneWithItsOuterOne() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      tx.inTransaction(inner -> insert(1));
                      throw new IllegalStateException("all of it");
                    }))
        .hasMessage("all of it");
    assertKept();
  }

  @Test
  void blocksNestToAnyDepth() {
    conn.inTransaction(
        one -> {
          insert(1);
          one.inTransaction(
              two -> {
                insert(2);
                assertThatThrownBy(
                        () ->
                            two.inTransaction(
                                three -> {
                                  insert(3);
                                  three.inTransaction(four -> insert(4));
                                  throw new IllegalStateException("three and four");
                                }))
                    .hasMessage("three and four");
                two.inTransaction(three -> insert(5));
              });
        });
    assertKept(1, 2, 5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSwallowedErrorIsToldWhereItMattersAndNothingIsKept(boolean autocommit) {
    conn.autocommit(autocommit);
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      assertThat(catchThrowable(this::divideByZero)).isNotNull();
                    }))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("rolled back, not committed");
    assertKept();
  }

  @Test
  void aSwallowedErrorInAnInnerBlockUndoesThatBlock() {
    conn.inTransaction(
        tx -> {
          insert(1);
          assertThatThrownBy(
                  () ->
                      tx.inTransaction(
                          inner -> {
                            insert(2);
                            assertThat(catchThrowable(this::divideByZero)).isNotNull();
                          }))
              .isInstanceOf(ProgrammingException.class);
          insert(3);
        });
    assertKept(1, 3);
  }

  @Test
  void aCommitThatFailsComesOut() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      insert(1);
                    }))
        .isInstanceOf(UniqueViolation.class);
    assertKept();
  }

  @Test
  void aCallsValueComesOut() throws Exception {
    assertThat(
            conn.<Integer, IOException>callInTransaction(
                tx -> {
                  insert(7);
                  return 42;
                }))
        .isEqualTo(42);
    assertKept(7);
    assertThat(conn.<String, RuntimeException>callInTransaction(tx -> null)).isNull();
  }

  @Test
  void aTransactionThatIsOpenAlreadyIsTakenOver() {
    insert(1);
    conn.inTransaction(tx -> insert(2));
    assertKept(1, 2);
    conn.rollback();
    insert(3);
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      throw new IllegalStateException("before the block, too");
                    }))
        .hasMessage("before the block, too");
    assertKept(1, 2);
  }

  @Test
  void commitAndRollbackAreRefusedInAnInnerBlock() {
    conn.inTransaction(
        tx -> {
          insert(1);
          tx.inTransaction(
              inner -> {
                assertThatThrownBy(inner::commit)
                    .isInstanceOf(ProgrammingException.class)
                    .hasMessage("commit cannot be used inside a nested transaction");
                assertThatThrownBy(inner::rollback)
                    .isInstanceOf(ProgrammingException.class)
                    .hasMessage("rollback cannot be used inside a nested transaction");
              });
        });
    assertKept(1);
  }

  @Test
  void commitInTheOutermostBlockKeepsWhatIsDoneUntilThen() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      tx.commit();
                      insert(2);
                      throw new IllegalStateException("after the commit");
                    }))
        .hasMessage("after the commit");
    assertKept(1);
  }

  @Test
  void anotherThreadCannotEnterABlockMeanwhileAndCanAfterwards() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Background<Void> owner =
        Background.start(
            () -> {
              conn.inTransaction(
                  tx -> {
                    insert(1);
                    inside.countDown();
                    leave.await();
                  });
              return null;
            });
    inside.await();
    assertThatThrownBy(() -> conn.inTransaction(tx -> insert(2)))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("another thread");
    assertThatThrownBy(conn::commit) // it would commit half of the owner's block
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("another thread");
    insert(3); // a plain statement is in the owner's transaction, as in psycopg2
    leave.countDown();
    owner.result();
    conn.inTransaction(tx -> insert(4));
    assertKept(1, 3, 4);
  }

  @Test
  void aConnectionThatDiesInABlockLetsTheUsersExceptionOut() {
    IllegalStateException mine = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      Backend.of(conn).terminate();
                      assertThat(catchThrowable(() -> insert(2)))
                          .isInstanceOf(OperationalException.class);
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void aConnectionWhoseDeathTheRollbackDiscoversLetsTheUsersExceptionOut() {
    IllegalStateException mine = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      Backend.of(conn).terminate();
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(mine.getSuppressed()).singleElement().isInstanceOf(OperationalException.class);
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void aConnectionWhoseDeathTheCommitDiscoversIsAnError() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      Backend.of(conn).terminate();
                    }))
        .isInstanceOf(OperationalException.class);
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void aClosedConnectionHasNoBlock() {
    conn.close();
    assertThatThrownBy(() -> conn.inTransaction(tx -> insert(1)))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @Test
  void aBodyThatClosesTheConnectionCannotBeCommitted() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      tx.close();
                    }))
        .isInstanceOf(InterfaceException.class);
  }

  @Test
  void aStatementThatEndsTheBlocksTransactionIsNotedAtItsEnd() {
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    tx -> {
                      insert(1);
                      tx.cursor().execute("COMMIT");
                      insert(2);
                    }))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("ended its transaction");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertKept(1, 2);
  }
}
