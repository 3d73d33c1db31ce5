// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.oauth.DeviceFlow;
import org.psycopg4j.oauth.TokenProvider;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.ServerMessages;

/** A token in place of a password, from whoever has one, or from a person who lets us in. */
final class Tokens {
  private static final String DOCUMENT = "https://issuer.example/.well-known/openid-configuration";

  private Tokens() {}

  static void run(String dsn) throws Exception {
    Path file = Files.createTempFile("token", "");
    Files.writeString(file, "t0ken\n");
    try (FakeServer server = FakeServer.start(Tokens::wantToken)) {
      fromFile(server.dsn(), file);
    } finally {
      Files.delete(file);
    }
    fromPerson(dsn);
  }

  private static void fromFile(String dsn, Path file) {
    // region provider
    TokenProvider tokens =
        TokenProvider.waitingFor(
            request -> {
              System.out.println(request.host() + " wants a token of " + request.issuer());
              return Files.exists(file) ? read(file) : null;
            });
    try (Connection conn =
        Psycopg.connect(
            dsn,
            options ->
                options
                    .set("oauth_issuer", "https://issuer.example")
                    .set("require_auth", "oauth")
                    .tokenFrom(tokens))) {
      System.out.println("Let in by a token: " + (conn.closed() == 0));
    }
    // endregion
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fromPerson(String dsn) {
    // region device
    DeviceFlow flow =
        DeviceFlow.prompting(
            prompt ->
                System.out.printf(
                    "Please visit %s and enter %s%n", prompt.verificationUri(), prompt.userCode()));
    try (Connection conn =
        Psycopg.connect(
            dsn,
            options ->
                options
                    .set("oauth_issuer", "https://issuer.example")
                    .set("oauth_client_id", "reports")
                    .tokenFrom(flow))) {
      System.out.println("Connected as " + conn.info().user());
    }
    // endregion
  }

  /** A server that lets in who has a token, and tells others where they are made. */
  private static void wantToken(Conversation c) throws Exception {
    c.expectStartup();
    c.send(ServerMessages.authenticationSasl("OAUTHBEARER"));
    if (c.readMessage().text().contains("Bearer t0ken")) {
      c.send(
          ServerMessages.authenticationOk(),
          ServerMessages.parameterStatus("DateStyle", "ISO, MDY"),
          ServerMessages.readyForQuery('I'));
      c.awaitClose();
    } else {
      c.send(
          ServerMessages.authenticationSaslContinue(
              "{\"status\": \"invalid_token\", \"openid-configuration\": \"" + DOCUMENT + "\"}"));
      c.readMessage();
      c.send(
          ServerMessages.errorResponse(
              "FATAL", "28000", "OAuth bearer authentication failed", Map.of('V', "FATAL")));
    }
  }
}
