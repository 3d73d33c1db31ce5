// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.raw;
import static org.psycopg4j.testkit.ServerMessages.rawWithLength;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.EverySplit;

/** Bytes that no PostgreSQL sends: a clear error, a connection that says it is closed, no more. */
class HostileServerTest {
  private static final Column INT4 = Column.of("n", 23);

  @Test
  void anotherProtocolIsNoticedAtItsFirstBytes() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server("HTTP/1.1 400 Bad Request\r\n".getBytes(US_ASCII));
          assertBroken(t.peer(), query, "lost synchronization with server: got message type 'H'");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "D, 2147483647",
    "D, -1",
    "D, 3",
    "D, -2147483648",
    "Z, 6",
    "S, 30001",
    "C, 100000000",
    "A, 1000000",
    "R, 65536",
    "?, 4",
    "Q, 10"
  })
  void impossibleLengthsAndTypesAreRefusedBeforeTheirBytesCome(char tag, int length) {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(rawWithLength(tag, length));
          assertBroken(t.peer(), query, "lost synchronization with server");
        });
  }

  @Test
  void aLengthAloneAllocatesNothing() {
    EnginePeer peer = EnginePeer.ready();
    QueryExchange query = peer.query("x");
    byte[] head = rawWithLength('d', 1_000_000_000);
    peer.feed(head, 0, head.length);
    assertThat(peer.engine.in().space().capacity()).isLessThanOrEqualTo(64 << 10);
    assertThat(query.isDone()).isFalse();
  }

  @Test
  void rowsThatLieAboutTheirFieldsAreRefused() {
    byte[][] rows = {
      dataRow("1", "2"), // a column too many
      dataRow(), // one too few
      raw('D', (byte) 0, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) '1'), // too long
      raw('D', (byte) 0, (byte) 1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xfe), // -2
      raw('D', (byte) 0, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) '1'), // left over
      raw('D', (byte) 0),
    };
    for (byte[] row : rows) {
      EverySplit.run(
          EnginePeer::ready,
          t -> {
            QueryExchange query = t.peer().query("x");
            t.server(rowDescription(INT4), row);
            assertBroken(t.peer(), query, "a row from the server does not have the 1 columns");
          });
    }
  }

  @Test
  void messagesThatEndTooEarlyAreRefused() {
    byte[][] messages = {
      raw('T', (byte) 0x7f, (byte) 0xff),
      raw('T', (byte) 0, (byte) 1, (byte) 'n', (byte) 0),
      raw('S', (byte) 'a'),
      raw('A', (byte) 0),
      raw('E', (byte) 'S', (byte) 'x'),
      raw('E', (byte) 'S', (byte) 'x', (byte) 0),
      raw('N'),
    };
    for (byte[] message : messages) {
      EverySplit.run(
          EnginePeer::ready,
          t -> {
            QueryExchange query = t.peer().query("x");
            t.server(message);
            assertBroken(t.peer(), query, "");
          });
    }
  }

  @Test
  void messagesWithNoPlaceAreRefused() {
    byte[][] messages = {dataRow("1"), raw('1'), raw('V'), raw('s'), raw('n')};
    for (byte[] message : messages) {
      EverySplit.run(
          EnginePeer::ready,
          t -> {
            QueryExchange query = t.peer().query("x");
            t.server(message);
            assertBroken(t.peer(), query, "the server sent a message of type");
          });
    }
  }

  @Test
  void anAnswerNobodyAskedForIsRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          t.server(commandComplete("SELECT 1"));
          assertThat(t.peer().engine.failure()).hasMessageContaining("no request was under way");
          assertThatThrownBy(() -> t.peer().query("x")).isInstanceOf(OperationalException.class);
        });
  }

  @Test
  void serverThatClosesInMidMessage() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(rowDescription(INT4), rawWithLength('D', 100, (byte) 0));
          t.peer().engine.endOfStream();
          assertBroken(t.peer(), query, "server closed the connection unexpectedly");
        });
  }

  @Test
  void lastWordsOfTheServerAreTheReason() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(errorResponse("FATAL", "57P01", "terminating connection", Map.of('V', "FATAL")));
          assertThat(query.isDone()).isFalse();
          t.peer().engine.endOfStream();
          assertBroken(t.peer(), query, "terminating connection");
          assertThat(query.error()).isInstanceOf(AdminShutdown.class);
        });
  }

  @Test
  void lastWordsWhileIdleMeetTheNextRequest() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          t.server(errorResponse("FATAL", "57P01", "terminating connection", Map.of('V', "FATAL")));
          QueryExchange query = t.peer().query("x");
          t.peer().engine.endOfStream();
          assertThat(query.error()).isInstanceOf(AdminShutdown.class);
        });
  }

  @Test
  void everyRequestUnderWayEndsWithTheFailure() {
    EnginePeer peer = EnginePeer.ready();
    QueryExchange one = peer.query("x");
    QueryExchange two = peer.query("y");
    peer.engine.endOfStream();
    assertThat(one.isDone()).isTrue();
    assertThat(two.error()).isSameAs(one.error());
  }

  @Test
  void parametersWithoutEndAreRefused() {
    EnginePeer peer = EnginePeer.ready();
    QueryExchange query = peer.query("x");
    for (int i = 0; i < 1001; i++) {
      byte[] status = parameterStatus("p" + i, "v");
      peer.feed(status, 0, status.length);
    }
    assertBroken(peer, query, "more than 1000 session parameters");
  }

  @Test
  void unknownTransactionStatusIsRefused() {
    EverySplit.run(
        EnginePeer::ready,
        t -> {
          QueryExchange query = t.peer().query("x");
          t.server(readyForQuery('X'));
          assertBroken(t.peer(), query, "unknown transaction status");
        });
  }

  @Test
  void longMessageIsTakenAndItsMemoryGivenBack() {
    EnginePeer peer = EnginePeer.ready();
    QueryExchange query = peer.query("x");
    byte[] row = dataRow("x".repeat(10 << 20));
    byte[] description = rowDescription(INT4);
    peer.feed(description, 0, description.length);
    peer.feed(row, 0, row.length);
    assertThat(query.rows().size()).isEqualTo(1);
    assertThat(peer.engine.in().space().capacity()).isLessThanOrEqualTo(64 << 10);
  }

  @Test
  void noticesBeforeTheSessionIsReadyAreBounded() {
    EnginePeer peer = new EnginePeer();
    StartupExchange startup = new StartupExchange(Map.of("user", "u"), null);
    peer.engine.start(startup);
    byte[] notice = noticeResponse("x".repeat(1000));
    for (int i = 0; i < 2000 && peer.engine.failure() == null; i++) {
      peer.feed(notice, 0, notice.length);
    }
    assertThat(startup.error()).hasMessageContaining("before it was ready for a query");
    assertThat(peer.unasked).hasSizeLessThan(1100);
  }

  @Test
  void oneEndlessMessageBeforeTheSessionIsReadyIsBounded() {
    EnginePeer peer = new EnginePeer();
    StartupExchange startup = new StartupExchange(Map.of("user", "u"), null);
    peer.engine.start(startup);
    byte[] head = rawWithLength('N', 1 << 30);
    byte[] more = copyData("x".repeat(8000));
    peer.feed(head, 0, head.length);
    for (int i = 0; i < 1000 && peer.engine.failure() == null; i++) {
      peer.feed(more, 0, more.length);
    }
    assertThat(startup.error()).hasMessageContaining("before it was ready for a query");
  }

  private static void assertBroken(EnginePeer peer, Exchange exchange, String message) {
    assertThat(exchange.isDone()).isTrue();
    assertThatThrownBy(exchange::raise)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining(message);
    assertThat(peer.engine.failure()).isSameAs(exchange.error());
    assertThat(peer.engine.state()).isEqualTo(PollState.OK);
    assertThatThrownBy(() -> peer.query("again")).isSameAs(exchange.error());
  }
}
