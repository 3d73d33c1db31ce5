// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.copyFail;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.copyDone;
import static org.psycopg4j.testkit.ServerMessages.copyInResponse;
import static org.psycopg4j.testkit.ServerMessages.copyOutResponse;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.emptyQueryResponse;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.notificationResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.RowStore;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;

class QueryExchangeTest {
  private static final Column INT4 = Column.of("n", 23);

  @Test
  void rowsAndTagOfOneStatement() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select n");
          t.client(query("select n"));
          t.server(rowDescription(INT4), dataRow("1"), dataRow((String) null), dataRow("33"));
          assertThat(t.peer().engine.state()).isEqualTo(PollState.READ);
          t.server(commandComplete("SELECT 3"));
          assertThat(query.isDone()).isFalse();
          t.server(readyForQuery('T'));
          assertThat(query.isDone()).isTrue();
          query.raise();
          assertThat(query.commandTag()).isEqualTo("SELECT 3");
          assertThat(query.columns().names()).containsExactly("n");
          assertThat(values(query.rows())).isEqualTo("1 NULL 33 ");
          assertThat(t.peer().engine.transactionStatus()).isEqualTo((byte) 'T');
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
        });
  }

  @Test
  void errorIsRaisedOnlyAtReadyForQuery() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select 1/0");
          t.client(query("select 1/0"));
          t.server(rowDescription(INT4), errorResponse("22012", "division by zero"));
          assertThat(query.isDone()).isFalse();
          assertThat(t.peer().engine.state()).isEqualTo(PollState.READ);
          t.server(readyForQuery('E'));
          assertThatThrownBy(query::raise)
              .isInstanceOf(DivisionByZero.class)
              .hasMessage("division by zero");
          assertThat(query.rows()).isNull();
          assertThat(t.peer().engine.failure()).isNull();
        });
  }

  @Test
  void theLastResultIsTheResultAndTheEarlierOnesAreKept() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select 1; select 2; update z");
          t.server(
              rowDescription(INT4),
              dataRow("1"),
              commandComplete("SELECT 1"),
              rowDescription(INT4),
              dataRow("2"),
              commandComplete("SELECT 1"));
          assertThat(values(query.rows())).isEqualTo("2 ");
          t.server(commandComplete("UPDATE 4"), readyForQuery('I'));
          assertThat(query.rows()).isNull();
          assertThat(query.columns()).isNull();
          assertThat(query.commandTag()).isEqualTo("UPDATE 4");
          assertThat(query.earlier())
              .extracting(answer -> answer.commandTag() + ": " + values(answer.rows()))
              .containsExactly("SELECT 1: 1 ", "SELECT 1: 2 ");
          assertThat(query.earlier().get(0).columns().names()).containsExactly("n");
        });
  }

  @Test
  void oneStatementHasNoEarlierOnes() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select 1");
          t.server(
              rowDescription(INT4), dataRow("1"), commandComplete("SELECT 1"), readyForQuery('I'));
          assertThat(query.earlier()).isEmpty();
        });
  }

  @Test
  void earlierStatementsWithoutRowsThatSayTheSameAreOneObject() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("set; set; update; set; select");
          t.server(
              commandComplete("SET"),
              commandComplete("SET"),
              commandComplete("UPDATE 4"),
              commandComplete("SET"),
              rowDescription(INT4),
              commandComplete("SELECT 0"),
              readyForQuery('I'));
          assertThat(query.earlier())
              .extracting(Answer::commandTag)
              .containsExactly("SET", "SET", "UPDATE 4", "SET");
          assertThat(query.earlier().get(1)).isSameAs(query.earlier().get(0));
        });
  }

  @Test
  void afterAnErrorNoResultIsKept() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select 1; update z; select 1/0");
          t.server(
              rowDescription(INT4),
              dataRow("1"),
              commandComplete("SELECT 1"),
              commandComplete("UPDATE 4"),
              errorResponse("22012", "division by zero"),
              readyForQuery('I'));
          assertThatThrownBy(query::raise).isInstanceOf(DivisionByZero.class);
          assertThat(query.earlier()).isEmpty();
        });
  }

  @Test
  void statementWithoutRowsThenOneWithRows() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("update z; select 2");
          t.server(
              commandComplete("UPDATE 4"),
              rowDescription(INT4),
              dataRow("2"),
              commandComplete("SELECT 1"),
              readyForQuery('I'));
          assertThat(values(query.rows())).isEqualTo("2 ");
          assertThat(query.commandTag()).isEqualTo("SELECT 1");
        });
  }

  @Test
  void firstOfSeveralErrorsCounts() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(
              errorResponse("22012", "one"), errorResponse("42601", "two"), readyForQuery('I'));
          assertThatThrownBy(query::raise).hasMessage("one");
        });
  }

  @Test
  void emptyQueryIsTold() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query(" ");
          t.server(emptyQueryResponse(), readyForQuery('I'));
          query.raise();
          assertThat(query.isEmpty()).isTrue();
        });
  }

  @Test
  void copyFromIsEndedAtOnceAndTheConnectionStaysInStep() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("copy t from stdin");
          t.client(query("copy t from stdin"));
          t.server(copyInResponse(0, 0));
          t.client(copyFail("COPY FROM STDIN needs a source of data"));
          t.server(errorResponse("57014", "COPY from stdin failed"), readyForQuery('E'));
          assertThatThrownBy(query::raise)
              .isInstanceOf(ProgrammingException.class)
              .hasMessage("can't execute COPY FROM: use the copy_from() method instead");
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
        });
  }

  @Test
  void copyToIsReadToItsEndAndRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("copy t to stdout");
          t.server(copyOutResponse(0, 0), copyData("1\n"), copyData("2\n"), copyDone());
          t.server(commandComplete("COPY 2"), readyForQuery('I'));
          assertThatThrownBy(query::raise)
              .isInstanceOf(ProgrammingException.class)
              .hasMessage("can't execute COPY TO: use the copy_to() method instead");
        });
  }

  @Test
  void whatComesUnaskedGoesToTheInboxWhereverItComes() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("select n");
          t.server(
              noticeResponse("a"),
              rowDescription(INT4),
              notificationResponse(7, "jobs", "p"),
              dataRow("1"),
              parameterStatus("TimeZone", "Asia/Tokyo"),
              dataRow("2"),
              noticeResponse("b"),
              commandComplete("SELECT 2"),
              readyForQuery('I'));
          assertThat(values(query.rows())).isEqualTo("1 2 ");
          assertThat(t.peer().unasked)
              .containsExactly("notice a", "notification 7 jobs p", "notice b");
          assertThat(t.peer().engine.parameters().get("TimeZone")).isEqualTo("Asia/Tokyo");
        });
  }

  @Test
  void notificationsAndNoticesComeWhileNothingIsAskedToo() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          t.server(notificationResponse(7, "jobs", "é"), noticeResponse("idle"));
          assertThat(t.peer().unasked).containsExactly("notification 7 jobs é", "notice idle");
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
        });
  }

  @Test
  void queuedRequestsAreAnsweredInOrder() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange begin = t.peer().query("BEGIN");
          QueryExchange query = t.peer().query("select n");
          t.client(query("BEGIN"), query("select n"));
          t.server(commandComplete("BEGIN"), readyForQuery('T'));
          assertThat(begin.isDone()).isTrue();
          assertThat(query.isDone()).isFalse();
          t.server(rowDescription(INT4), dataRow("5"), commandComplete("SELECT 1"));
          t.server(readyForQuery('T'));
          assertThat(values(query.rows())).isEqualTo("5 ");
          assertThat(begin.commandTag()).isEqualTo("BEGIN");
        });
  }

  @Test
  void columnNamesHaveTheClientsEncoding() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(parameterStatus("client_encoding", "LATIN1"));
          byte[] description = rowDescription(Column.of("e_", 23));
          description[8] = (byte) 0xe9;
          t.server(description, commandComplete("SELECT 0"), readyForQuery('I'));
          assertThat(query.columns().names()).containsExactly("eé");
        });
  }

  private static String values(RowStore rows) {
    StringBuilder text = new StringBuilder();
    RowStore.Reader reader = rows.reader(0);
    while (reader.next()) {
      int at = reader.offset() + 2;
      int length = Bytes.int32(reader.chunk(), at);
      text.append(length < 0 ? "NULL" : new String(reader.chunk(), at + 4, length, UTF_8));
      text.append(' ');
    }
    return text.toString();
  }
}
