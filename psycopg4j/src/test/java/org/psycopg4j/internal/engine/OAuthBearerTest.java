// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.saslInitial;
import static org.psycopg4j.testkit.ClientMessages.saslResponse;
import static org.psycopg4j.testkit.ClientMessages.startup;
import static org.psycopg4j.testkit.ServerMessages.authenticationCleartextPassword;
import static org.psycopg4j.testkit.ServerMessages.authenticationMd5Password;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.authenticationSasl;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslContinue;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslFinal;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.InvalidAuthorizationSpecification;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.engine.auth.AuthRequirement;
import org.psycopg4j.internal.engine.auth.ChannelBinding;
import org.psycopg4j.internal.engine.auth.Credentials;
import org.psycopg4j.internal.engine.auth.DiscoveryDocument;
import org.psycopg4j.internal.engine.auth.GssSource;
import org.psycopg4j.internal.engine.auth.TokenSource;
import org.psycopg4j.testkit.EverySplit;

/** OAUTHBEARER, byte by byte. The messages are those of PostgreSQL 18's own client. */
class OAuthBearerTest {
  private static final Map<String, String> PARAMETERS = Map.of("user", "alice");
  private static final String ISSUER = "https://issuer.example";
  private static final String WELL_KNOWN = ISSUER + "/.well-known/openid-configuration";
  private static final String NO_TOKEN = "n,,\u0001auth=\u0001\u0001";
  private static final String TOKEN = "n,,\u0001auth=Bearer t0ken\u0001\u0001";
  private static final byte[] ASKS = authenticationSasl("OAUTHBEARER");

  /** Who has one token, or says later that there is one. */
  private static final class Source implements TokenSource {
    private final String issuer;
    private final boolean allowsHttp;
    private final @Nullable String atOnce;
    private @Nullable String token;
    private @Nullable DiscoveryDocument wanted;
    private @Nullable String scope;

    Source(String issuer, @Nullable String token, @Nullable String atOnce, boolean allowsHttp) {
      this.issuer = issuer;
      this.token = token;
      this.atOnce = atOnce;
      this.allowsHttp = allowsHttp;
    }

    @Override
    public String issuer() {
      return issuer;
    }

    @Override
    public boolean allowsHttp() {
      return allowsHttp;
    }

    @Override
    public @Nullable String missing() {
      return issuer.isEmpty() ? "nothing is set" : null;
    }

    @Override
    public @Nullable String token() {
      return token;
    }

    @Override
    public void want(DiscoveryDocument document, @Nullable String requested) {
      wanted = document;
      scope = requested;
      token = atOnce;
    }
  }

  private static Source without(String issuer) {
    return new Source(issuer, null, null, false);
  }

  private static Source with(String token) {
    return new Source(ISSUER, token, null, false);
  }

  private static StartupExchange start(EnginePeer peer, Source source, AuthRequirement required) {
    StartupExchange startup =
        new StartupExchange(
            PARAMETERS,
            new Credentials(
                () -> "password", null, source, GssSource.NONE, ChannelBinding.NONE, required),
            ProtocolVersions.ONLY_3_0);
    peer.engine.start(startup);
    return startup;
  }

  private static StartupExchange start(EnginePeer peer, Source source) {
    return start(peer, source, AuthRequirement.ANY);
  }

  private static String refusal(String uri) {
    return "{\"status\": \"invalid_token\", \"openid-configuration\": \"%s\", \"scope\": \"a b\"}"
        .formatted(uri);
  }

  private static void assertRefused(Source source, String message, byte[]... server) {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), source);
          t.server(server);
          assertThatThrownBy(startup::raise)
              .isInstanceOf(OperationalException.class)
              .hasMessageContaining(message)
              .hasMessageNotContaining("t0ken");
          assertThat(source.wanted).isNull();
        });
  }

  @Test
  void aTokenThatIsThereLetsUsIn() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), with("t0ken"));
          t.client(startup(PARAMETERS));
          t.server(ASKS);
          t.client(saslInitial("OAUTHBEARER", TOKEN));
          t.server(authenticationOk(), readyForQuery('I'));
          startup.raise();
          assertThat(startup.usedPassword()).isFalse();
        });
  }

  @Test
  void withoutATokenTheServerTellsWhereTheyAreMade() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source source = without(ISSUER);
          StartupExchange startup = start(t.peer(), source);
          t.client(startup(PARAMETERS));
          t.server(ASKS);
          t.client(saslInitial("OAUTHBEARER", NO_TOKEN));
          t.server(authenticationSaslContinue(refusal(WELL_KNOWN)));
          t.client(saslResponse("\u0001"));
          assertThat(source.wanted)
              .isEqualTo(new DiscoveryDocument(URI.create(WELL_KNOWN), ISSUER));
          assertThat(source.scope).isEqualTo("a b");
          t.server(errorResponse("28000", "OAuth bearer authentication failed"));
          t.peer().engine.endOfStream();
          assertThatThrownBy(startup::raise).isInstanceOf(InvalidAuthorizationSpecification.class);
        });
  }

  @Test
  void aTokenThatIsRefused() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source source = with("t0ken");
          StartupExchange startup = start(t.peer(), source);
          t.client(startup(PARAMETERS));
          t.server(ASKS);
          t.client(saslInitial("OAUTHBEARER", TOKEN));
          t.server(authenticationSaslContinue(refusal(WELL_KNOWN)));
          t.client(saslResponse("\u0001"));
          assertThat(source.wanted).isNull();
          t.server(errorResponse("28000", "OAuth bearer authentication failed"));
          t.peer().engine.endOfStream();
          assertThatThrownBy(startup::raise)
              .isInstanceOf(InvalidAuthorizationSpecification.class)
              .hasMessage("OAuth bearer authentication failed");
        });
  }

  @Test
  void anIssuersDocumentNeedNotBeToldByTheServer() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source source = new Source(WELL_KNOWN, null, "t0ken", false);
          StartupExchange startup = start(t.peer(), source);
          t.client(startup(PARAMETERS));
          t.server(ASKS);
          assertThat(source.wanted)
              .isEqualTo(new DiscoveryDocument(URI.create(WELL_KNOWN), ISSUER));
          assertThat(source.scope).isNull();
          t.client(saslInitial("OAUTHBEARER", TOKEN));
          t.server(authenticationOk(), readyForQuery('I'));
          startup.raise();
        });
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source later = without(WELL_KNOWN);
          start(t.peer(), later);
          t.client(startup(PARAMETERS));
          t.server(ASKS);
          assertThat(later.wanted).isNotNull();
          assertThat(t.peer().engine.out().isEmpty()).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://i/.well-known/openid-configuration | https://i",
        "https://i/.well-known/oauth-authorization-server | https://i",
        "https://i/a/b/.well-known/openid-configuration | https://i/a/b",
        "https://i/.well-known/openid-configuration/a/b | https://i/a/b",
        "https://i/.well-known/oauth-authorization-server/a | https://i/a",
        "https://i/a/.well-known/oauth-authorization-server | https://i/a",
        "https://i/.well-known/openid-configuration/ | https://i/",
      })
  void issuersThatMatch(String uri, String issuer) {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source source = without(issuer);
          start(t.peer(), source);
          t.server(ASKS, authenticationSaslContinue(refusal(uri)));
          assertThat(source.wanted).isEqualTo(new DiscoveryDocument(URI.create(uri), issuer));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://i | https://other/.well-known/openid-configuration"
            + " | (issuer \"https://other\") is incompatible with oauth_issuer (https://i)",
        "https://i | https://i/a/.well-known/openid-configuration | is incompatible with",
        "https://i | https://I/.well-known/openid-configuration | is incompatible with",
        "https://i/ | https://i/.well-known/openid-configuration | is incompatible with",
        "https://i | https://i/.well-known/openid-configuration/ | is incompatible with",
        "i | https://i/.well-known/openid-configuration | is incompatible with",
        "https://i | http://i/.well-known/openid-configuration | must use HTTPS",
        "http://i | http://i/.well-known/openid-configuration | must use HTTPS",
        "https://i | file:///.well-known/openid-configuration | must use HTTPS",
        "https://i | https://i/.well-known/openid-configuration?a | must not contain query or",
        "https://i | https://i/.well-known/openid-configuration#a | must not contain query or",
        "https://i | https://i | is not a .well-known URI",
        "https://i | https://i/.well-known/other | uses an unsupported .well-known suffix",
        "https://i | https://i/.well-known/openid-configurations | uses an unsupported",
        "https://i/a/b | https://i/a/.well-known/openid-configuration/b | uses an invalid format",
        "https:// | https:///.well-known/openid-configuration | uses an invalid format",
        "https://i | https://i i/.well-known/openid-configuration | uses an invalid format",
        "https://i/.well-known/openid-configuration | https://i/.well-known/openid-configuration/x"
            + " | is incompatible with oauth_issuer (https://i)",
      })
  void issuersThatDoNot(String issuer, String uri, String message) {
    boolean isDocument = issuer.contains("well-known");
    assertRefused(
        isDocument ? new Source(issuer, "t0ken", null, false) : without(issuer),
        message,
        ASKS,
        authenticationSaslContinue(refusal(uri)));
  }

  @Test
  void aDocumentThatHasMoved() {
    assertRefused(
        new Source(WELL_KNOWN, "t0ken", null, false),
        "has moved to https://issuer.example/.well-known/oauth-authorization-server (previous"
            + " location was https://issuer.example/.well-known/openid-configuration)",
        ASKS,
        authenticationSaslContinue(refusal(ISSUER + "/.well-known/oauth-authorization-server")));
  }

  @Test
  void withoutTlsOnlyWhereThatIsAllowed() {
    String http = "http://127.0.0.1:1/.well-known/openid-configuration";
    EverySplit.run(
        EnginePeer::new,
        t -> {
          Source source = new Source("http://127.0.0.1:1", null, null, true);
          start(t.peer(), source);
          t.server(ASKS, authenticationSaslContinue(refusal(http)));
          assertThat(source.wanted).isNotNull();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "[]",
        "\"status\"",
        "{\"status\": 5}",
        "{\"status\": \"invalid_token\", \"status\": \"invalid_token\"}",
        "{\"status\": \"invalid_token\"} x",
        "{\"status\": \"invalid_token\", \"scope\": []}",
        "{\"status\": \"invalid_token\"}\0",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
            + "\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}}",
      })
  void refusalsThatMakeNoSense(String json) {
    assertRefused(
        without(ISSUER),
        "failed to parse server's error response: ",
        ASKS,
        authenticationSaslContinue(json));
  }

  @Test
  void refusalsThatAreNone() {
    assertRefused(
        without(ISSUER),
        "server sent error response without a status",
        ASKS,
        authenticationSaslContinue("{}"));
    assertRefused(
        without(ISSUER),
        "but no discovery metadata was provided",
        ASKS,
        authenticationSaslContinue("{\"status\": \"invalid_token\"}"));
    assertRefused(
        with("t0ken"),
        "server rejected OAuth bearer token: insufficient?[31m",
        ASKS,
        authenticationSaslContinue("{\"status\": \"insufficient\\u001b[31m\"}"));
    assertRefused(
        without(ISSUER),
        "longer than 16384 bytes",
        ASKS,
        authenticationSaslContinue("{\"status\": \"" + "x".repeat(16 << 10) + "\"}"));
  }

  @Test
  void whatComesOutOfOrder() {
    assertRefused(
        with("t0ken"), "unexpected additional OAuth data", ASKS, authenticationSaslFinal(""));
    assertRefused(
        with("t0ken"),
        "additional OAuth data after error",
        ASKS,
        authenticationSaslContinue(refusal(WELL_KNOWN)),
        authenticationSaslContinue(refusal(WELL_KNOWN)));
    assertRefused(
        with("t0ken"),
        "accepted us after it had refused the token",
        ASKS,
        authenticationSaslContinue(refusal(WELL_KNOWN)),
        authenticationOk());
    assertRefused(with("t0ken"), "a token after it had asked for something else", ASKS, ASKS);
    assertRefused(
        with("t0ken"),
        "a token after it had asked for something else",
        authenticationCleartextPassword(),
        ASKS);
    assertRefused(
        with("t0ken"),
        "a token after it had asked for something else",
        authenticationSasl("SCRAM-SHA-256"),
        ASKS);
    for (byte[] password :
        new byte[][] {
          authenticationCleartextPassword(),
          authenticationMd5Password(new byte[4]),
          authenticationSasl("SCRAM-SHA-256")
        }) {
      assertRefused(with("t0ken"), "a password after it had asked for a token", ASKS, password);
    }
  }

  @Test
  void theServersFirstMechanismIsTaken() {
    for (boolean isFirst : new boolean[] {true, false}) {
      EverySplit.run(
          EnginePeer::new,
          t -> {
            start(t.peer(), with("t0ken"));
            t.client(startup(PARAMETERS));
            t.server(
                isFirst
                    ? authenticationSasl("OAUTHBEARER", "SCRAM-SHA-256")
                    : authenticationSasl("SCRAM-SHA-256", "OAUTHBEARER"));
            assertThat(new String(sent(t.peer()), StandardCharsets.US_ASCII))
                .contains(isFirst ? "OAUTHBEARER" : "SCRAM-SHA-256");
          });
    }
  }

  @Test
  void aPasswordIsTakenWhereNobodySeesToTokens() {
    EverySplit.run(
        EnginePeer::new,
        t -> {
          start(t.peer(), without(""));
          t.client(startup(PARAMETERS));
          t.server(authenticationSasl("OAUTHBEARER", "SCRAM-SHA-256"));
          assertThat(new String(sent(t.peer()), StandardCharsets.US_ASCII))
              .contains("SCRAM-SHA-256");
        });
    assertRefused(without(""), "server requires OAuth authentication, but nothing is set", ASKS);
  }

  private static byte[] sent(EnginePeer peer) {
    ByteBuffer pending = peer.engine.out().pending();
    byte[] bytes = new byte[pending.remaining()];
    pending.duplicate().get(bytes);
    return bytes;
  }

  @Test
  void whatIsDemanded() {
    assertDemand("oauth", null, ASKS, authenticationOk(), readyForQuery('I'));
    assertDemand("oauth,none", null, authenticationOk(), readyForQuery('I'));
    assertDemand("oauth", "server did not complete authentication", authenticationOk());
    assertDemand(
        "oauth",
        "server requested SCRAM-SHA-256 authentication",
        authenticationSasl("SCRAM-SHA-256", "OAUTHBEARER"));
    assertDemand("scram-sha-256", "server requested OAUTHBEARER authentication", ASKS);
    assertDemand("md5,password", "server requested SASL authentication", ASKS);
  }

  private static void assertDemand(String setting, @Nullable String message, byte[]... server) {
    AuthRequirement required = new AuthRequirement(setting, Set.of(setting.split(",")));
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), with("t0ken"), required);
          t.server(server);
          if (message == null) {
            startup.raise();
          } else {
            assertThatThrownBy(startup::raise)
                .hasMessage(
                    "authentication method requirement \"%s\" failed: %s"
                        .formatted(setting, message));
          }
        });
  }

  @Test
  void aServerThatAcceptsWithoutATokenHasProvedNothing() {
    AuthRequirement required = new AuthRequirement("oauth", Set.of("oauth"));
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), without(ISSUER), required);
          t.server(ASKS, authenticationOk(), readyForQuery('I'));
          assertThatThrownBy(startup::raise)
              .hasMessageContaining("server did not complete authentication");
        });
    EverySplit.run(
        EnginePeer::new,
        t -> {
          StartupExchange startup = start(t.peer(), without(ISSUER));
          t.server(ASKS, authenticationOk(), readyForQuery('I'));
          startup.raise(); // as one that trusts everybody
        });
  }
}
