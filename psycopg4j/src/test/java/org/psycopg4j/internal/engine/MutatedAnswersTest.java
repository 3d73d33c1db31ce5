// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ServerMessages.authenticationMd5Password;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.authenticationSasl;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslContinue;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyData;
import static org.psycopg4j.testkit.ServerMessages.copyOutResponse;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.notificationResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.Bytes;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.Seeded;

/**
 * Valid answers with some bytes changed, dropped or doubled: the engine takes them, fails as it
 * should, or waits for more. It never lets another exception out and never loses its own balance.
 */
class MutatedAnswersTest {
  private static final byte[] ANSWER =
      Bytes.concat(
          noticeResponse("a notice"),
          rowDescription(Column.of("n", 23), Column.of("text", 25)),
          dataRow("1", "one"),
          dataRow("2", null),
          notificationResponse(7, "jobs", "payload"),
          commandComplete("SELECT 2"),
          parameterStatus("client_encoding", "LATIN1"),
          rowDescription(Column.of("x", 25)),
          dataRow("é"),
          errorResponse("22012", "division by zero"),
          copyOutResponse(0, 0),
          copyData("1\n"),
          readyForQuery('I'));

  private static final byte[] WELCOME =
      Bytes.concat(
          authenticationSasl("SCRAM-SHA-256"),
          authenticationSaslContinue("r=nonce,s=c2FsdA==,i=2"),
          authenticationMd5Password("salt".getBytes(StandardCharsets.US_ASCII)),
          authenticationOk(),
          parameterStatus("server_version", "18.6"),
          backendKeyData(1, 2),
          readyForQuery('I'));

  @Test
  void ofAQuery() {
    Seeded.each(
        20_000,
        random -> {
          EnginePeer peer = EnginePeer.ready();
          feed(peer, peer.query("x"), mutated(random, ANSWER));
        });
  }

  @Test
  void ofAStartup() {
    Seeded.each(
        5_000,
        random -> {
          EnginePeer peer = new EnginePeer();
          StartupExchange startup = new StartupExchange(Map.of("user", "u"), "p");
          peer.engine.start(startup);
          feed(peer, startup, mutated(random, WELCOME));
        });
  }

  private static void feed(EnginePeer peer, Exchange exchange, byte[] bytes) {
    peer.feed(bytes, 0, bytes.length);
    peer.drain();
    PsycopgException failure = peer.engine.failure();
    if (failure != null) {
      assertThat(failure).isNotInstanceOf(InternalException.class);
      assertThat(peer.engine.state()).isEqualTo(PollState.OK);
      assertThat(exchange.isDone()).isTrue();
    } else if (!exchange.isDone()) {
      peer.engine.endOfStream();
      assertThat(exchange.isDone()).isTrue();
      assertThat(exchange.error()).isNotNull();
    }
  }

  private static byte[] mutated(Seeded random, byte[] valid) {
    byte[] bytes = valid.clone();
    for (int changes = random.between(1, 4); changes > 0; changes--) {
      int at = random.between(0, bytes.length - 1);
      switch (random.between(0, 3)) {
        case 0 -> bytes[at] = (byte) random.anyInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.between(0, 7));
        case 2 -> bytes = without(bytes, at);
        default -> bytes = Bytes.concat(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at) {
    return Bytes.concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
  }
}
