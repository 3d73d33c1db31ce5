// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.internal.prepared.Preparing.answerSettings;
import static org.psycopg4j.internal.prepared.Preparing.command;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.closeStatement;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.closeComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.Bytes;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

/** What goes over the wire for a statement that is prepared, and when something is in its way. */
class PreparedExchangeTest {
  private static final String SQL = "SELECT n FROM t WHERE id = %s";
  private static final String MERGED = "SELECT n FROM t WHERE id = 7";
  private static final String BOUND = "SELECT n FROM t WHERE id = $1";
  private static final String SET = "SAVEPOINT _psycopg4j";
  private static final String UNDO =
      "ROLLBACK TO SAVEPOINT _psycopg4j; RELEASE SAVEPOINT _psycopg4j";
  private static final Column INT4 = Column.of("n", 23);
  private static final byte[] SEVEN = {0, 0, 0, 7};
  private static final byte[] ROW = {0, 0, 0, 33};

  private static byte[] run(String name) {
    return Bytes.concat(
        bind("", name, new int[] {1}, new byte[][] {SEVEN}, new int[] {1}), execute("", 0));
  }

  private static void answerDescribe(Transcript<PreparedPeer> t, Column merged, Column bound) {
    Preparing.answerDescribe(t, rowDescription(merged), rowDescription(bound), 23);
  }

  private static byte[] describe(String name) {
    return Preparing.describe(name, MERGED, BOUND, 23);
  }

  private static void answerRun(Transcript<PreparedPeer> t, char status) {
    t.server(bindComplete(), dataRow(ROW), commandComplete("SELECT 1"), readyForQuery(status));
  }

  private static void answerPlain(Transcript<PreparedPeer> t, char status) {
    t.server(
        rowDescription(INT4), dataRow("33"), commandComplete("SELECT 1"), readyForQuery(status));
  }

  /** The statement is prepared, and has been executed once. */
  private static void prepare(Transcript<PreparedPeer> t) {
    PreparedExchange first = t.peer().execute(SQL, 7);
    t.client(command(SettingsStage.SQL), sync());
    answerSettings(t, 'I');
    t.client(describe(t.peer().name(1)));
    answerDescribe(t, INT4, INT4);
    t.client(run(t.peer().name(1)), sync());
    answerRun(t, 'I');
    assertThat(first.isDone()).isTrue();
    first.raise();
    assertThat(first.rows().size()).isEqualTo(1);
    assertThat(first.commandTag()).isEqualTo("SELECT 1");
  }

  @Test
  void itAsksThenPreparesThenRuns() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          PreparedExchange again = t.peer().execute(SQL, 7);
          t.client(run(t.peer().name(1)), sync());
          answerRun(t, 'I');
          again.raise();
          assertThat(again.isPlain()).isFalse();
        });
  }

  @Test
  void otherColumnsKeepItFromBeingPrepared() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          PreparedExchange exchange = t.peer().execute(SQL, 7);
          t.client(command(SettingsStage.SQL), sync());
          answerSettings(t, 'I');
          t.client(describe(t.peer().name(1)));
          answerDescribe(t, INT4, Column.of("n", 25));
          t.client(query(MERGED));
          answerPlain(t, 'I');
          exchange.raise();
          assertThat(exchange.isPlain()).isTrue();
          t.peer().execute(SQL, 7);
          t.client(query(MERGED));
        });
  }

  @Test
  void anotherProcessThanTheStartHasToldIsAPooler() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          t.peer().execute(SQL, 7);
          t.client(command(SettingsStage.SQL), sync());
          t.server(
              parseComplete(),
              bindComplete(),
              dataRow("12", "1", "1"),
              commandComplete("SELECT 1"),
              readyForQuery('I'));
          t.client(query(MERGED));
          answerPlain(t, 'I');
          assertThat(t.peer().statements().refusal()).contains("pooler");
        });
  }

  @Test
  void whatCannotBeBoundAnyMoreGoesAsText() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          PreparedExchange stale = t.peer().execute(SQL, 7);
          t.client(run(t.peer().name(1)), sync());
          t.server(errorResponse("0A000", "cached plan must not change result type"));
          t.client();
          t.server(readyForQuery('I'));
          t.client(query(MERGED));
          answerPlain(t, 'I');
          stale.raise();
          assertThat(stale.isPlain()).isTrue();
          t.peer().execute(SQL, 7);
          t.client(closeStatement(t.peer().name(1)), describe(t.peer().name(2)));
          t.server(closeComplete());
          answerDescribe(t, INT4, INT4);
          t.client(run(t.peer().name(2)), sync());
          answerRun(t, 'I');
        });
  }

  @Test
  void aStatementThatIsGoneIsPreparedAnew() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          t.peer().execute(SQL, 7);
          t.client(run(t.peer().name(1)), sync());
          t.server(errorResponse("26000", "prepared statement does not exist"), readyForQuery('I'));
          t.client(query(MERGED));
          answerPlain(t, 'I');
          t.peer().execute(SQL, 7);
          t.client(describe(t.peer().name(2)));
        });
  }

  @Test
  void anErrorOfTheStatementIsItsOwn() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          PreparedExchange failing = t.peer().execute(SQL, 7);
          t.client(run(t.peer().name(1)), sync());
          t.server(bindComplete(), errorResponse("22012", "division by zero"), readyForQuery('I'));
          t.client();
          assertThatThrownBy(failing::raise).isInstanceOf(DivisionByZero.class);
          assertThat(failing.rows()).isNull();
        });
  }

  @Test
  void aCancelWhileItIsBoundIsNoReasonToSendItAgain() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          PreparedExchange canceled = t.peer().execute(SQL, 7);
          t.client(run(t.peer().name(1)), sync());
          t.server(errorResponse("57014", "canceling statement"), readyForQuery('I'));
          t.client();
          assertThatThrownBy(canceled::raise).isInstanceOf(QueryCanceled.class);
        });
  }

  @Test
  void inATransactionItStandsBehindASavepointOnce() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          t.peer().query("BEGIN");
          t.client(query("BEGIN"));
          t.server(commandComplete("BEGIN"), readyForQuery('T'));
          t.peer().execute(SQL, 7);
          t.client(
              command(SET), run(t.peer().name(1)), command("RELEASE SAVEPOINT _psycopg4j"), sync());
          t.server(parseComplete(), bindComplete(), commandComplete("SAVEPOINT"));
          t.server(errorResponse("0A000", "cached plan"), readyForQuery('E'));
          t.client(query(UNDO));
          t.server(commandComplete("ROLLBACK"), commandComplete("RELEASE"), readyForQuery('T'));
          t.client(query(MERGED));
          answerPlain(t, 'T');
        });
  }

  @Test
  void asATransactionsFirstStatementItBeginsThatAnewIfItCannotBeBound() {
    EverySplit.run(
        PreparedPeer::new,
        t -> {
          prepare(t);
          PreparedExchange stale = t.peer().begin(SQL, 7);
          t.client(command("BEGIN"), run(t.peer().name(1)), sync());
          t.server(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          t.server(errorResponse("0A000", "cached plan"), readyForQuery('E'));
          t.client(query("ROLLBACK AND CHAIN"));
          t.server(commandComplete("ROLLBACK"), readyForQuery('T'));
          t.client(query(MERGED));
          answerPlain(t, 'T');
          stale.raise();
          assertThat(stale.isPlain()).isTrue();
        });
  }
}
