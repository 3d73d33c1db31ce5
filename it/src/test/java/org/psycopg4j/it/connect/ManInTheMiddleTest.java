// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.Bytes;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.ServerMessages;

/** Somebody in between who takes TLS away, or speaks before it has begun, gets nothing. */
@Timeout(60)
class ManInTheMiddleTest {
  private static final String SECRET = "the secret";

  private static String dsn(FakeServer server, String more) {
    return "host=%s port=%d user=u dbname=d password='%s' connect_timeout=10 %s"
        .formatted(server.host(), server.port(), SECRET, more);
  }

  private static void expectSslRequest(Conversation conversation) throws IOException {
    byte[] request = ClientMessages.sslRequest(); // the packet is read without its length
    assertThat(conversation.readStartupPacket())
        .isEqualTo(Arrays.copyOfRange(request, Integer.BYTES, request.length));
  }

  /** What came after all; nothing if the client has left without reading all that was sent. */
  private static byte[] rest(Conversation conversation) throws IOException {
    try {
      return conversation.awaitClose();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  private static void assertRefused(FakeServer.Script script, String settings, String message) {
    try (FakeServer server =
        FakeServer.start(
            conversation -> {
              expectSslRequest(conversation);
              script.run(conversation);
              byte[] rest = rest(conversation);
              assertThat(new String(rest, java.nio.charset.StandardCharsets.ISO_8859_1))
                  .doesNotContain(SECRET)
                  .doesNotContain("user");
            })) {
      assertThatThrownBy(() -> Psycopg.connect(dsn(server, settings)))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining(message)
          .hasMessageNotContaining(SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void whoSaysThatThereIsNoTls(String mode) {
    assertRefused(
        server -> server.send(Bytes.utf8("N")),
        "sslrootcert=/nowhere sslmode=" + mode,
        "server does not support SSL, but SSL was required");
  }

  @Test
  void whoSpeaksBehindTheAnswerBeforeItIsEncrypted() {
    assertRefused(
        server ->
            server.send(
                Bytes.utf8("S"),
                ServerMessages.authenticationOk(),
                ServerMessages.readyForQuery('I')),
        "sslmode=require",
        "SSL error: ");
  }

  @Test
  void whoAnswersWithSomethingElse() {
    assertRefused(
        server -> server.send(Bytes.utf8("X")),
        "sslmode=require",
        "received invalid response to SSL negotiation: X");
    assertRefused(
        server -> server.send(ServerMessages.errorResponse("28000", "come in without TLS")),
        "sslmode=require",
        "server sent an error response during SSL exchange");
    assertRefused(
        server -> server.close(), "sslmode=require", "server closed the connection unexpectedly");
  }

  @Test
  void whoTakesTlsAwayFromAPasswordThatHasToBeBound() {
    try (FakeServer server =
        FakeServer.start(
            conversation -> {
              expectSslRequest(conversation);
              conversation.send(Bytes.utf8("N"));
              conversation.expectStartup();
              conversation.send(ServerMessages.authenticationSasl("SCRAM-SHA-256"));
              conversation.awaitClose();
            })) {
      assertThatThrownBy(() -> Psycopg.connect(dsn(server, "channel_binding=require")))
          .hasMessageEndingWith("channel binding required, but SSL not in use");
    }
  }

  @Test
  void whoWantsAPasswordThatNothingBinds() {
    for (byte[] request :
        new byte[][] {
          ServerMessages.authenticationCleartextPassword(),
          ServerMessages.authenticationMd5Password(new byte[] {1, 2, 3, 4})
        }) {
      try (FakeServer server =
          FakeServer.start(
              conversation -> {
                conversation.expectStartup();
                conversation.send(request);
                assertThat(conversation.awaitClose()).isEmpty();
              })) {
        assertThatThrownBy(
                () -> Psycopg.connect(dsn(server, "sslmode=disable channel_binding=require")))
            .hasMessageEndingWith(
                "channel binding required but not supported by server's authentication request");
      }
    }
  }

  @Test
  void whoLetsUsInWithoutAProof() {
    try (FakeServer server =
        FakeServer.start(
            conversation -> {
              conversation.expectStartup();
              conversation.send(
                  ServerMessages.authenticationOk(), ServerMessages.readyForQuery('I'));
              conversation.awaitClose();
            })) {
      assertThatThrownBy(
              () -> Psycopg.connect(dsn(server, "sslmode=disable channel_binding=require")))
          .hasMessageEndingWith(
              "channel binding required, but server authenticated client without channel binding");
    }
  }

  @Test
  void whoOffersToBindWhereNothingIsEncrypted() {
    try (FakeServer server =
        FakeServer.start(
            conversation -> {
              conversation.expectStartup();
              conversation.send(
                  ServerMessages.authenticationSasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"));
              conversation.awaitClose();
            })) {
      assertThatThrownBy(() -> Psycopg.connect(dsn(server, "sslmode=disable")))
          .hasMessageEndingWith(
              "server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection");
    }
  }
}
