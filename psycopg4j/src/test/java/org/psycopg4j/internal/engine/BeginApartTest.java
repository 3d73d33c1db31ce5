// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProtocolViolation;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

class BeginApartTest {
  private static final String BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE";

  private QueryExchange query;
  private BeginExchange begin;

  private void start(Transcript<EnginePeer> t) {
    start(t, new QueryExchange("select n", t.peer().engine.parameters()));
  }

  private void start(Transcript<EnginePeer> t, QueryExchange statement) {
    query = statement;
    begin = new BeginApart(BEGIN, query);
    t.peer().engine.start(begin);
    t.client(query(BEGIN));
  }

  @Test
  void theStatementIsSentWhenBeginWasAnswered() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(commandComplete("BEGIN"));
          t.client();
          t.server(readyForQuery('T'));
          t.client(query("select n"));
          assertThat(begin.hasBegun()).isTrue();
          t.server(rowDescription(Column.of("n", 23)), dataRow("1"), commandComplete("SELECT 1"));
          assertThat(query.isDone()).isFalse();
          t.server(readyForQuery('T'));
          t.client();
          assertThat(begin.isDone()).isTrue();
          query.raise();
          assertThat(query.rows().size()).isEqualTo(1);
        });
  }

  @Test
  void afterABeginThatHasFailedNothingIsSent() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(errorResponse("08P01", "invalid command"), readyForQuery('I'));
          t.client();
          assertThat(begin.isDone()).isTrue();
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(ProtocolViolation.class);
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
        });
  }

  @Test
  void aFailedStatementLeavesTheTransactionBegun() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(commandComplete("BEGIN"), readyForQuery('T'));
          t.client(query("select n"));
          t.server(errorResponse("22012", "division by zero"), readyForQuery('E'));
          assertThat(begin.hasBegun()).isTrue();
          assertThatThrownBy(query::raise).isInstanceOf(DivisionByZero.class);
        });
  }

  @Test
  void aStatementThatCannotBeWrittenHasFailedInTheTransaction() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          OperationalException reason = new OperationalException("it is too long");
          start(
              t,
              new QueryExchange("select n", t.peer().engine.parameters()) {
                @Override
                protected void send(SendBuffer out) {
                  Frontend.sync(out);
                  throw reason;
                }
              });
          t.server(commandComplete("BEGIN"), readyForQuery('T'));
          t.client();
          assertThat(begin.isDone()).isTrue();
          assertThat(begin.hasBegun()).isTrue();
          assertThatThrownBy(query::raise).isSameAs(reason);
          assertThat(t.peer().engine.failure()).isNull();
        });
  }

  @Test
  void aServerThatGoesAwayEndsBoth() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.peer().engine.endOfStream();
          assertThat(begin.isDone()).isTrue();
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(OperationalException.class);
        });
  }

  @Test
  void rowsBeforeTheTransactionHasBegunAreRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(dataRow("1"));
          assertThatThrownBy(query::raise).hasMessageContaining("while beginning a transaction");
        });
  }
}
