// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyBothResponse;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.copyDone;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UndefinedObject;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.EverySplit;
import org.psycopg4j.testkit.Transcript;

class ReplicationExchangeTest {
  private static final String COMMAND = "START_REPLICATION SLOT \"s\" LOGICAL 0/0";

  private ReplicationExchange exchange;

  private void start(Transcript<EnginePeer> t, boolean physical) {
    EnginePeer peer = t.peer();
    exchange =
        new ReplicationExchange(
            COMMAND.getBytes(StandardCharsets.UTF_8), physical, peer.engine.parameters());
    peer.engine.start(exchange);
    t.client(query(COMMAND));
  }

  private void begin(Transcript<EnginePeer> t) {
    start(t, false);
    t.server(copyBothResponse(0));
    assertThat(exchange.isStreaming()).isTrue();
    exchange.enter();
  }

  private static byte[] wal(long start, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return copyData(
        ByteBuffer.allocate(25 + bytes.length)
            .put((byte) 'w')
            .putLong(start)
            .putLong(start + 1000)
            .putLong(7)
            .put(bytes)
            .array());
  }

  private static byte[] keepalive(long end, boolean reply) {
    return copyData(
        ByteBuffer.allocate(18)
            .put((byte) 'k')
            .putLong(end)
            .putLong(7)
            .put((byte) (reply ? 1 : 0))
            .array());
  }

  private static byte[] status(long written, long flushed, long applied, long clock, int reply) {
    return ClientMessages.copyData(
        ByteBuffer.allocate(34)
            .put((byte) 'r')
            .putLong(written)
            .putLong(flushed)
            .putLong(applied)
            .putLong(clock)
            .put((byte) reply)
            .array());
  }

  @Test
  void messagesComeAndStatusesGo() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          begin(t);
          t.server(keepalive(90, false), wal(100, "one"), wal(0, "two"), keepalive(2000, true));
          assertThat(exchange.walEnd()).isEqualTo(2000);
          assertThat(exchange.received()).isEqualTo(100);
          assertThat(exchange.idleEnd()).isEqualTo(2000);
          assertThat(exchange.isReplyRequested()).isTrue();
          WalData one = exchange.take();
          assertThat(one.payload()).asString().isEqualTo("one");
          assertThat(one.start()).isEqualTo(100);
          assertThat(one.walEnd()).isEqualTo(1100);
          assertThat(one.sendTime()).isEqualTo(7);
          assertThat(exchange.take().payload()).asString().isEqualTo("two");
          assertThat(exchange.take()).isNull();
          exchange.status(3, 2, 1, 99, false);
          t.client(status(3, 2, 1, 99, 0));
          assertThat(exchange.isReplyRequested()).isFalse();
          exchange.leave();
          exchange.leave();
          exchange.status(4, 4, 4, 4, true); // comes too late
          t.client(ClientMessages.copyDone());
          t.server(wal(300, "late"), copyDone(), commandComplete("COPY 0"), readyForQuery('I'));
          assertThat(exchange.isDone()).isTrue();
          assertThat(exchange.take()).isNull();
          exchange.raise();
          t.client();
        });
  }

  @Test
  void nothingIsReadBeforeTheStreamIsEntered() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t, true);
          t.server(copyBothResponse(0), wal(100, "one"));
          assertThat(exchange.isFull()).isTrue();
          assertThat(exchange.isEmpty()).isTrue();
          exchange.enter();
          t.peer().engine.resume();
          assertThat(exchange.take().payload()).asString().isEqualTo("one");
          assertThat(exchange.received()).isEqualTo(103); // the log itself has an end
        });
  }

  @Test
  void aConsumerThatFallsBehindStopsTheReading() {
    EnginePeer peer = EnginePeer.ready();
    EverySplit.runOnly(
        org.psycopg4j.testkit.Split.whole(),
        () -> peer,
        t -> {
          begin(t);
          String large = "x".repeat(200_000);
          t.server(wal(1, large), wal(2, large), wal(3, large));
          assertThat(exchange.isFull()).isTrue();
          assertThat(exchange.received()).isEqualTo(2);
          assertThat(exchange.take().start()).isEqualTo(1);
          peer.engine.resume();
          assertThat(exchange.received()).isEqualTo(3);
          assertThat(exchange.isFull()).isTrue();
        });
  }

  @Test
  void theServerEndsATimelineAndIsAnswered() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          begin(t);
          t.server(wal(100, "one"), copyDone());
          t.client(ClientMessages.copyDone());
          t.server(commandComplete("START_STREAMING"), readyForQuery('I'));
          assertThat(exchange.isDone()).isTrue();
          exchange.raise();
          assertThat(exchange.take().payload()).asString().isEqualTo("one");
        });
  }

  @Test
  void anErrorEndsBothDirections() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          begin(t);
          t.server(wal(100, "one"), errorResponse("57014", "canceling statement"));
          exchange.leave();
          exchange.status(1, 1, 1, 1, false);
          t.client();
          t.server(readyForQuery('I'));
          assertThat(exchange.take()).isNotNull();
          assertThatThrownBy(exchange::raise).isInstanceOf(QueryCanceled.class);
        });
  }

  @Test
  void aCommandThatIsRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          start(t, false);
          t.server(errorResponse("42704", "replication slot \"s\" does not exist"));
          t.server(readyForQuery('I'));
          assertThat(exchange.isStreaming()).isFalse();
          assertThatThrownBy(exchange::raise).isInstanceOf(UndefinedObject.class);
        });
  }

  @Test
  void aStreamThatEndsWithoutGoodByeIsAnError() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          begin(t);
          t.server(commandComplete("COPY 0"), readyForQuery('I'));
          assertThat(exchange.isDone()).isTrue();
          assertThatThrownBy(exchange::raise)
              .isInstanceOf(OperationalException.class)
              .hasMessageContaining("shutting down");
        });
  }

  @Test
  void messagesThatAreNoneEndTheConnection() {
    byte[][] wrong = {
      copyData(new byte[] {'x'}),
      copyData(new byte[0]),
      copyData(new byte[] {'w', 0, 0}),
      copyData(new byte[] {'k', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
    };
    for (byte[] each : wrong) {
      EverySplit.run(
          EnginePeer::ready,
          t -> {
            begin(t);
            t.server(each);
            assertThat(t.peer().engine.failure()).isInstanceOf(MalformedMessageException.class);
          });
    }
  }
}
