// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.password;
import static org.psycopg4j.testkit.ClientMessages.startup;
import static org.psycopg4j.testkit.ServerMessages.authentication;
import static org.psycopg4j.testkit.ServerMessages.authenticationCleartextPassword;
import static org.psycopg4j.testkit.ServerMessages.authenticationMd5Password;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.authenticationSasl;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslContinue;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslFinal;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.InvalidPassword;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.EverySplit;

class StartupExchangeTest {
  private static final Map<String, String> PARAMETERS = Map.of("user", "alice");

  private static StartupExchange start(EnginePeer peer, String password) {
    StartupExchange startup = new StartupExchange(PARAMETERS, password);
    peer.engine.start(startup);
    return startup;
  }

  @Test
  void trust() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), null);
          t.client(startup(PARAMETERS));
          t.server(
              authenticationOk(), parameterStatus("server_version", "18.6"),
              backendKeyData(77, 0x01020304), readyForQuery('I'));
          startup.raise();
          assertThat(startup.isDone()).isTrue();
          assertThat(startup.backendPid()).isEqualTo(77);
          assertThat(startup.secretKey()).containsExactly(1, 2, 3, 4);
          assertThat(startup.usedPassword()).isFalse();
          assertThat(t.peer().engine.parameters().get("server_version")).isEqualTo("18.6");
        });
  }

  @Test
  void cleartextPassword() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), "s3crét");
          t.client(startup(PARAMETERS));
          t.server(authenticationCleartextPassword());
          t.client(password("s3crét"));
          t.server(authenticationOk(), readyForQuery('I'));
          startup.raise();
          assertThat(startup.usedPassword()).isTrue();
        });
  }

  /** The digest: {@code "md5" + md5(md5("secretalice") + "salt")}, computed by md5sum. */
  @Test
  void md5Password() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), "secret");
          t.client(startup(PARAMETERS));
          t.server(authenticationMd5Password("salt".getBytes(UTF_8)));
          t.client(password("md5986e2194384c07f4fd1df4b1351b3e68"));
          t.server(authenticationOk(), readyForQuery('I'));
          startup.raise();
        });
  }

  @Test
  void refusalHasItsSqlstate() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), "wrong");
          t.server(
              errorResponse(
                  "FATAL", "28P01", "password authentication failed", Map.of('V', "FATAL")));
          t.peer().engine.endOfStream();
          assertThatThrownBy(startup::raise).isInstanceOf(InvalidPassword.class);
        });
  }

  @Test
  void passwordThatWasNotGiven() {
    assertRefused(null, "no password supplied", authenticationCleartextPassword());
    assertRefused("", "no password supplied", authenticationSasl("SCRAM-SHA-256"));
  }

  @Test
  void methodsWeDoNotHave() {
    assertRefused("p", "authentication method 7 (GSSAPI) is not supported", authentication(7));
    assertRefused("p", "authentication method 99 (unknown)", authentication(99));
    assertRefused("p", "[SCRAM-SHA-512]", authenticationSasl("SCRAM-SHA-512"));
  }

  @Test
  void serverThatKeepsAskingIsLeft() {
    assertRefused(
        "p",
        "asked for the password more than once",
        authenticationCleartextPassword(),
        authenticationCleartextPassword());
  }

  @Test
  void sessionWithoutAuthenticationIsRefused() {
    assertRefused("p", "without authentication", readyForQuery('I'));
    assertRefused(
        "p", "without authentication", authenticationCleartextPassword(), readyForQuery('I'));
    assertRefused("p", "after it had accepted it", authenticationOk(), authenticationOk());
  }

  @Test
  void scramServerMustProveItselfBeforeItAccepts() {
    assertRefused(
        "p", "before it proved who it is", authenticationSasl("SCRAM-SHA-256"), authenticationOk());
  }

  @Test
  void scramOutOfOrderIsRefused() {
    assertRefused("p", "had not begun", authenticationSaslContinue("r=x,s=eA==,i=1"));
    assertRefused(
        "p",
        "that was not open",
        authenticationSasl("SCRAM-SHA-256"),
        authenticationSaslFinal("v=eA=="));
    assertRefused(
        "p",
        "malformed SCRAM message",
        authenticationSasl("SCRAM-SHA-256"),
        authenticationSaslContinue("garbage"));
  }

  @Test
  void scramIterationsAreBounded() {
    for (String iterations : new String[] {"1000000000", "99999999999999999999", "", "1000001"}) {
      assertRefused(
          "p",
          "more SCRAM iterations than 1000000",
          authenticationSasl("SCRAM-SHA-256"),
          authenticationSaslContinue("r=nonce,s=c2FsdA==,i=" + iterations));
    }
  }

  private static void assertRefused(String password, String message, byte[]... server) {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), password);
          t.server(server);
          assertThat(startup.isDone()).isTrue();
          assertThatThrownBy(startup::raise)
              .isInstanceOf(OperationalException.class)
              .hasMessageContaining(message);
          assertThat(t.peer().engine.failure()).isNotNull();
        });
  }
}
