// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.parse;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.FeatureNotSupported;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

class BeginTogetherTest {
  private QueryExchange query;
  private BeginExchange begin;

  private void start(Transcript<EnginePeer> t) {
    EnginePeer peer = t.peer();
    query = new QueryExchange("select n", peer.engine.parameters());
    begin = new BeginTogether("BEGIN", query);
    peer.engine.start(begin);
    t.client(parse("", "BEGIN"), bind("", ""), execute("", 0), query("select n"));
  }

  @Test
  void bothGoInOneWriteAndAreAnsweredByOneReadyForQuery() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          t.server(rowDescription(Column.of("n", 23)), dataRow("1"), commandComplete("SELECT 1"));
          assertThat(query.isDone()).isFalse();
          t.server(readyForQuery('T'));
          t.client();
          assertThat(begin.isDone()).isTrue();
          assertThat(begin.hasBegun()).isTrue();
          query.raise();
          assertThat(query.rows().size()).isEqualTo(1);
          assertThat(query.commandTag()).isEqualTo("SELECT 1");
        });
  }

  @Test
  void aBeginWithOptionsThatIsRefusedSkipsTheStatement() {
    String sql = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          EnginePeer peer = t.peer();
          query = new QueryExchange("select n", peer.engine.parameters());
          begin = new BeginTogether(sql, query);
          peer.engine.start(begin);
          t.client(parse("", sql), bind("", ""), execute("", 0), query("select n"));
          t.server(parseComplete(), bindComplete());
          t.server(errorResponse("0A000", "cannot use serializable mode in a hot standby"));
          t.client(sync());
          t.server(readyForQuery('I'));
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(FeatureNotSupported.class);
          assertThat(query.commandTag()).isNull();
        });
  }

  @Test
  void aFailedStatementLeavesTheTransactionBegun() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          t.server(errorResponse("22012", "division by zero"), readyForQuery('E'));
          t.client();
          assertThat(begin.hasBegun()).isTrue();
          assertThatThrownBy(query::raise).isInstanceOf(DivisionByZero.class);
        });
  }

  /** Without the Sync the server would wait; with one sent ahead it would execute the statement. */
  @Test
  void aFailedBeginIsSynchronisedOnlyThenSoTheStatementIsSkipped() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(parseComplete(), bindComplete());
          t.client();
          t.server(errorResponse("57014", "canceling statement due to user request"));
          t.client(sync());
          assertThat(query.isDone()).isFalse();
          t.server(readyForQuery('I'));
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(QueryCanceled.class);
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
        });
  }

  @Test
  void aServerThatGoesAwayEndsBoth() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(parseComplete());
          t.peer().engine.endOfStream();
          assertThat(begin.isDone()).isTrue();
          assertThat(query.isDone()).isTrue();
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(OperationalException.class);
        });
  }

  @Test
  void aBeginThatIsCanceledBeforeItIsParsedHasFailed() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(errorResponse("57014", "canceling statement due to user request"));
          t.client(sync());
          t.server(readyForQuery('I'));
          assertThat(begin.isDone()).isTrue();
          assertThat(begin.hasBegun()).isFalse();
          assertThatThrownBy(query::raise).isInstanceOf(QueryCanceled.class);
        });
  }

  @Test
  void rowsBeforeTheTransactionHasBegunAreRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(parseComplete(), dataRow("1"));
          assertThatThrownBy(query::raise).hasMessageContaining("while beginning a transaction");
        });
  }

  /** Pgpool-II does so. */
  @Test
  void anAnswerThatBeginsWithTheStatementsIsRefusedWithAnAdvice() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t);
          t.server(rowDescription(Column.of("n", 23)));
          assertThatThrownBy(query::raise)
              .hasMessageContaining("behind Pgpool-II, set ConnectOptions.beginApart");
        });
  }
}
