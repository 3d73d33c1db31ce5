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
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.testkit.EverySplit;

class CopyOutExchangeTest {
  private static final String SQL = "copy t to stdout";

  private static CopyOutExchange start(EnginePeer peer) {
    CopyOutExchange copy = new CopyOutExchange(SQL.getBytes(UTF_8), peer.engine.parameters());
    peer.engine.start(copy);
    return copy;
  }

  private static String taken(CopyOutExchange copy) {
    CopyChunk chunk = copy.take(new CopyChunk());
    return new String(chunk.bytes(), 0, chunk.size(), UTF_8);
  }

  @Test
  void dataAreCollectedUntilTheyAreTaken() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyOutExchange copy = start(t.peer());
          t.client(query(SQL));
          t.server(copyOutResponse(0, 0, 0), copyData("1\ta\n"), copyData("2\tb\n"));
          assertThat(copy.columns()).isEqualTo(2);
          assertThat(taken(copy)).isEqualTo("1\ta\n2\tb\n");
          t.server(copyData("3\tc\n"), copyDone(), commandComplete("COPY 3"), readyForQuery('T'));
          copy.raise();
          assertThat(taken(copy)).isEqualTo("3\tc\n");
          assertThat(copy.query().commandTag()).isEqualTo("COPY 3");
        });
  }

  @Test
  void nothingMoreIsReadWhileTheChunkIsFull() {
    EnginePeer peer = EnginePeer.ready();
    CopyOutExchange copy = start(peer);
    peer.drain();
    byte[] row = copyData("x".repeat(40_000));
    byte[] begin = copyOutResponse(0, 0);
    peer.feed(begin, 0, begin.length);
    for (int i = 0; i < 3; i++) {
      peer.feed(row, 0, row.length);
    }
    assertThat(copy.isFull()).isTrue();
    assertThat(peer.engine.state()).isEqualTo(PollState.OK);
    assertThat(taken(copy)).hasSize(80_000);
    assertThat(peer.engine.state()).isEqualTo(PollState.READ);
    peer.engine.resume();
    assertThat(taken(copy)).hasSize(40_000);
  }

  @Test
  void whatIsDiscardedIsCountedAndFullOnce() {
    EnginePeer peer = EnginePeer.ready();
    CopyOutExchange copy = start(peer);
    peer.drain();
    byte[] begin = copyOutResponse(0, 0);
    peer.feed(begin, 0, begin.length);
    copy.discard(6);
    byte[] row = copyData("1234\n");
    peer.feed(row, 0, row.length);
    assertThat(copy.isFull()).isFalse();
    peer.feed(row, 0, row.length);
    assertThat(copy.isFull()).isTrue();
    copy.discard(Long.MAX_VALUE);
    peer.feed(row, 0, row.length);
    assertThat(copy.isFull()).isFalse();
    assertThat(taken(copy)).isEmpty();
  }

  @Test
  void anErrorInTheMidstIsRaisedAtTheEnd() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyOutExchange copy = start(t.peer());
          t.server(copyOutResponse(0, 0), copyData("1\n"));
          t.server(errorResponse("22012", "division by zero"));
          assertThat(copy.isDone()).isFalse();
          t.server(readyForQuery('E'));
          assertThatThrownBy(copy::raise).isInstanceOf(DivisionByZero.class);
        });
  }

  @Test
  void aCopyInTheOtherDirectionFails() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyOutExchange copy = start(t.peer());
          t.client(query(SQL));
          t.server(copyInResponse(0, 0));
          t.client(copyFail("COPY FROM STDIN needs a source of data"));
          t.server(errorResponse("57014", "COPY from stdin failed"), readyForQuery('E'));
          assertThatThrownBy(copy::raise)
              .isInstanceOf(ProgrammingException.class)
              .hasMessageContaining("COPY FROM");
        });
  }

  @Test
  void severalCopiesInOneTextAreOneAfterAnother() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          CopyOutExchange copy = start(t.peer());
          for (int i = 1; i <= 2; i++) {
            t.server(
                copyOutResponse(0, 0), copyData(i + "\n"), copyDone(), commandComplete("COPY 1"));
          }
          t.server(readyForQuery('I'));
          assertThat(taken(copy)).isEqualTo("1\n2\n");
        });
  }
}
