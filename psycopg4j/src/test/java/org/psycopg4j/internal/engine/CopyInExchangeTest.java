// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.copyFail;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.copyDone;
import static org.psycopg4j.testkit.ServerMessages.copyInResponse;
import static org.psycopg4j.testkit.ServerMessages.copyOutResponse;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;

class CopyInExchangeTest {
  private static final String SQL = "copy t from stdin";

  private static CopyInExchange start(EnginePeer peer, String sql) {
    CopyInExchange copy = new CopyInExchange(sql.getBytes(UTF_8), peer.engine.parameters());
    peer.engine.start(copy);
    return copy;
  }

  private static CopyInExchange begun(EnginePeer peer) {
    CopyInExchange copy = start(peer, SQL);
    peer.drain();
    return copy;
  }

  private static void data(CopyInExchange copy, String text) {
    copy.data(text.getBytes(UTF_8), 0, text.length());
  }

  @Test
  void dataGoOutOnceTheServerAsksForThem() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = start(t.peer(), SQL);
          t.client(query(SQL));
          assertThat(copy.accept()).isFalse();
          t.server(copyInResponse(0, 0, 0));
          assertThat(copy.isFull()).isTrue();
          assertThat(t.peer().engine.state()).isEqualTo(PollState.OK);
          assertThat(copy.accept()).isTrue();
          assertThat(copy.columns()).isEqualTo(2);
          assertThat(t.peer().engine.state()).isEqualTo(PollState.READ);
          data(copy, "1\ta\n");
          data(copy, "");
          data(copy, "2\tb\n");
          t.client(ClientMessages.copyData("1\ta\n"), ClientMessages.copyData("2\tb\n"));
          copy.finish();
          t.client(ClientMessages.copyDone());
          t.server(commandComplete("COPY 2"), readyForQuery('T'));
          copy.raise();
          assertThat(copy.query().commandTag()).isEqualTo("COPY 2");
          assertThat(copy.query().rows()).isNull();
        });
  }

  @Test
  void anErrorOfTheServersEndsTheFeedingAtOnce() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = begun(t.peer());
          t.server(copyInResponse(0, 0));
          copy.accept();
          data(copy, "1\n");
          t.server(errorResponse("23505", "duplicate key"));
          assertThat(copy.takesData()).isFalse();
          data(copy, "2\n");
          copy.finish();
          copy.fail("too late");
          t.client(ClientMessages.copyData("1\n"));
          t.server(readyForQuery('E'));
          assertThatThrownBy(copy::raise).isInstanceOf(UniqueViolation.class);
        });
  }

  @Test
  void aFailureIsTheServersToRaise() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = begun(t.peer());
          t.server(copyInResponse(0, 0));
          copy.accept();
          copy.fail("no more");
          copy.finish();
          t.client(copyFail("no more"));
          t.server(errorResponse("57014", "COPY from stdin failed: no more"), readyForQuery('E'));
          assertThatThrownBy(copy::raise)
              .isInstanceOf(QueryCanceledException.class)
              .hasMessage("COPY from stdin failed: no more");
        });
  }

  @Test
  void noticesAreTakenWhileTheServerTakesData() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = begun(t.peer());
          t.server(copyInResponse(0, 0));
          copy.accept();
          data(copy, "1\n");
          t.server(noticeResponse("row 1"));
          assertThat(t.peer().unasked).containsExactly("notice row 1");
          assertThat(copy.takesData()).isTrue();
        });
  }

  @Test
  void aStatementThatIsNoCopyJustExecutes() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = start(t.peer(), "select 1");
          t.client(query("select 1"));
          t.server(
              rowDescription(Column.of("n", 23)),
              dataRow("1"),
              commandComplete("SELECT 1"),
              readyForQuery('T'));
          copy.raise();
          assertThat(copy.hasBegun()).isFalse();
          assertThat(copy.query().rows().size()).isEqualTo(1);
        });
  }

  @Test
  void aCopyInTheOtherDirectionIsAnErrorAfterItsEnd() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = begun(t.peer());
          t.server(copyOutResponse(0, 0), copyData("1\n"), copyDone(), commandComplete("COPY 1"));
          assertThat(copy.isDone()).isFalse();
          t.server(readyForQuery('I'));
          assertThatThrownBy(copy::raise)
              .isInstanceOf(ProgrammingException.class)
              .hasMessageContaining("COPY TO");
        });
  }

  @Test
  void aSecondCopyInOneTextFails() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy = begun(t.peer());
          t.server(copyInResponse(0, 0));
          copy.accept();
          copy.finish();
          t.client(ClientMessages.copyDone());
          t.server(commandComplete("COPY 0"), copyInResponse(0, 0));
          t.client(copyFail("a second COPY FROM STDIN in one text has no source of data"));
          t.server(errorResponse("57014", "COPY from stdin failed"), readyForQuery('I'));
          assertThatThrownBy(copy::raise)
              .isInstanceOf(ProgrammingException.class)
              .hasMessageContaining("two COPY FROM");
        });
  }

  @Test
  void theEndOfTheConnectionEndsTheFeeding() {
    EnginePeer peer = EnginePeer.ready();
    CopyInExchange copy = begun(peer);
    byte[] answer = copyInResponse(0, 0);
    peer.feed(answer, 0, answer.length);
    copy.accept();
    peer.engine.endOfStream();
    data(copy, "1\n");
    copy.finish();
    assertThat(peer.drain()).isEmpty();
    assertThatThrownBy(copy::raise).isInstanceOf(OperationalException.class);
  }

  @Test
  void behindBeginTheServersWordComesThroughAsWell() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyInExchange copy =
              new CopyInExchange(SQL.getBytes(UTF_8), t.peer().engine.parameters());
          BeginExchange begin = new BeginTogether("BEGIN", copy);
          t.peer().engine.start(begin);
          t.peer().drain();
          t.server(parseComplete(), bindComplete(), commandComplete("BEGIN"), copyInResponse(0, 0));
          assertThat(begin.isFull()).isTrue();
          assertThat(copy.accept()).isTrue();
          copy.finish();
          t.client(ClientMessages.copyDone());
          t.server(commandComplete("COPY 0"), readyForQuery('T'));
          assertThat(copy.isDone()).isTrue();
          copy.raise();
        });
  }
}
