// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.InvalidAuthorizationSpecification;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.oauth.DeviceFlow;
import org.psycopg4j.oauth.DevicePrompt;
import org.psycopg4j.oauth.TokenProvider;
import org.psycopg4j.testkit.FakeWebServer;
import org.psycopg4j.testkit.FakeWebServer.Reply;
import org.psycopg4j.testkit.FakeWebServer.Request;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/** Tokens, and the device flow, with PostgreSQL 18; skipped where no C compiler is. */
@Timeout(120)
class OAuthServerTest {
  private static final String DOCUMENT = "/.well-known/openid-configuration";

  private static OAuthValidator validator;
  private static TestAuthority authority;
  private static FakeWebServer issuer;
  private static FakeWebServer plainIssuer;
  private static PostgresServer server;
  private static final AtomicInteger pending = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(OAuthValidator.isPossible(), "no C compiler: the server can't check tokens");
    validator = OAuthValidator.compile();
    authority = TestAuthority.create("Test CA");
    TestIdentity identity = authority.issue("issuer", "127.0.0.1");
    issuer = FakeWebServer.start(identity, request -> answer(issuer.url(), request));
    plainIssuer = FakeWebServer.start(request -> answer(plainIssuer.url(), request));
    TestIdentity own = authority.issue("localhost", "127.0.0.1");
    server =
        PostgresServer.builder()
            .tls(own.certificatePem(), own.keyPem())
            .setting("oauth_validator_libraries", validator.library())
            .hba(oauth("host", "alice", issuer))
            .hba(oauth("host", "plain", plainIssuer))
            .hba(oauth("hostssl", "secure", issuer))
            .hba(oauth("host", "knows", issuer))
            .hba(oauth("hostssl", "prefers", issuer))
            .hba("hostnossl all prefers all trust")
            .hba("host all scram all scram-sha-256")
            .initSql("CREATE ROLE alice LOGIN; CREATE ROLE plain LOGIN; CREATE ROLE secure LOGIN")
            .initSql("CREATE ROLE knows LOGIN; CREATE ROLE prefers LOGIN")
            .initSql("CREATE ROLE scram LOGIN PASSWORD 'secret'")
            .start();
  }

  private static String oauth(String type, String user, FakeWebServer by) {
    return "%s all %s all oauth issuer=\"%s\" scope=\"openid db\"".formatted(type, user, by.url());
  }

  @AfterAll
  static void stop() throws IOException {
    for (AutoCloseable opened : new AutoCloseable[] {server, issuer, plainIssuer, validator}) {
      if (opened != null) {
        try {
          opened.close();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** An authorization server that lets in whoever has asked often enough. */
  private static Reply answer(String url, Request request) {
    return switch (request.path()) {
      case DOCUMENT ->
          new Reply(
              200,
              """
              {"issuer": "%1$s", "device_authorization_endpoint": "%1$s/device",
               "token_endpoint": "%1$s/token"}
              """
                  .formatted(url));
      case "/device" ->
          new Reply(
              200,
              """
              {"device_code": "for %s", "user_code": "AB-CD", "verification_uri": "%s/go",
               "expires_in": 60, "interval": 0}
              """
                  .formatted(request.form().getOrDefault("client_id", "alice"), url));
      case "/token" ->
          pending.getAndDecrement() > 0
              ? new Reply(400, "{\"error\": \"authorization_pending\"}")
              : token(request.form().getOrDefault("device_code", ""));
      default -> new Reply(404, "");
    };
  }

  private static Reply token(String deviceCode) {
    return new Reply(
        200,
        "{\"access_token\": \"t0ken-of-%s\", \"token_type\": \"bearer\"}"
            .formatted(deviceCode.replace("for ", "")));
  }

  private static String dsn(String user) {
    FakeWebServer by = user.equals("plain") ? plainIssuer : issuer;
    return server.dsn() + " user=" + user + " oauth_issuer=" + by.url();
  }

  private static TokenProvider always(String token) {
    return request -> CompletableFuture.completedFuture(token);
  }

  private static String systemUser(Connection conn) {
    return conn.cursor().execute("SELECT system_user").fetchOne().getString(0);
  }

  @Test
  void aTokenLetsUsIn() {
    try (Connection conn =
        Psycopg.connect(
            dsn("alice") + " require_auth=oauth",
            options -> options.tokenFrom(always("t0ken-of-alice")))) {
      assertThat(systemUser(conn)).isEqualTo("oauth:alice");
      assertThat(conn.info().usedPassword()).isFalse();
    }
  }

  @Test
  void theServerSaysWhatItWants() {
    ConcurrentLinkedQueue<Object> asked = new ConcurrentLinkedQueue<>();
    Psycopg.connect(
            dsn("alice") + " oauth_client_id=me",
            options ->
                options.tokenFrom(
                    TokenProvider.waitingFor(
                        request -> {
                          asked.add(request.issuer());
                          asked.add(request.discoveryUri());
                          asked.add(request.scope());
                          asked.add(request.clientId());
                          asked.add(request.user());
                          return "t0ken-of-alice";
                        })))
        .close();
    assertThat(asked)
        .containsExactly(
            issuer.url(), URI.create(issuer.url() + DOCUMENT), "openid db", "me", "alice");
  }

  @Test
  void whoKnowsTheDocumentIsLetInAtOnce() {
    try (Connection conn =
        Psycopg.connect(
            dsn("knows") + DOCUMENT, options -> options.tokenFrom(always("t0ken-of-knows")))) {
      assertThat(systemUser(conn)).isEqualTo("oauth:knows");
    }
    assertThat(server.log()).doesNotContain("failed for user \"knows\"");
  }

  @Test
  void anothersTokenDoesNot() {
    for (String token : new String[] {"t0ken-of-scram", "nobodys"}) {
      assertThatThrownBy(
              () -> Psycopg.connect(dsn("alice"), options -> options.tokenFrom(always(token))))
          .isInstanceOf(InvalidAuthorizationSpecification.class)
          .hasMessageContaining("OAuth bearer authentication failed for user \"alice\"")
          .hasMessageNotContaining(token);
    }
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("alice") + DOCUMENT, options -> options.tokenFrom(always("nobodys"))))
        .isInstanceOf(InvalidAuthorizationSpecification.class);
  }

  @Test
  void aTokenGoesOverTls() {
    try (Connection conn =
        Psycopg.connect(
            dsn("secure") + " sslmode=require",
            options -> options.tokenFrom(always("t0ken-of-secure")))) {
      assertThat(systemUser(conn)).isEqualTo("oauth:secure");
      assertThat(conn.info().sslInUse()).isTrue();
    }
  }

  @Test
  void noTokenIsShownAgainWithoutTls() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy( // without TLS everybody would be let in
            () ->
                Psycopg.connect(
                    dsn("prefers") + " sslmode=prefer",
                    options ->
                        options.tokenFrom(
                            request -> {
                              asked.incrementAndGet();
                              return CompletableFuture.completedFuture("nobodys");
                            })))
        .isInstanceOf(InvalidAuthorizationSpecification.class)
        .hasMessageContaining("OAuth bearer authentication failed for user \"prefers\"");
    assertThat(asked).hasValue(1);
  }

  @Test
  void channelBindingIsNotToBeHad() {
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("secure") + " sslmode=require channel_binding=require",
                    options -> options.tokenFrom(always("t0ken-of-secure"))))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("channel binding is required");
  }

  @Test
  void whatIsDemanded() {
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("alice") + " require_auth=scram-sha-256",
                    options -> options.tokenFrom(always("t0ken-of-alice"))))
        .hasMessageEndingWith(
            "authentication method requirement \"scram-sha-256\" failed: server requested"
                + " OAUTHBEARER authentication");
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("scram") + " password=secret require_auth=oauth",
                    options -> options.tokenFrom(always("t0ken-of-scram"))))
        .hasMessageEndingWith("server requested SCRAM-SHA-256 authentication");
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("postgres") + " require_auth=oauth",
                    options -> options.tokenFrom(always("t0ken-of-postgres"))))
        .hasMessageEndingWith("server did not complete authentication");
    Psycopg.connect(dsn("scram") + " password=secret require_auth=!oauth").close();
  }

  @Test
  void whatHasToBeSet() {
    assertThatThrownBy(() -> Psycopg.connect(server.dsn() + " user=alice"))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith(
            "server requires OAuth authentication, but oauth_issuer and oauth_client_id are not"
                + " both set");
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    server.dsn() + " user=alice oauth_issuer=https://other.example",
                    options -> options.tokenFrom(always("t0ken-of-alice"))))
        .hasMessageContaining("is incompatible with oauth_issuer (https://other.example)");
  }

  @Test
  void aPersonLetsUsIn() {
    ConcurrentLinkedQueue<DevicePrompt> prompts = new ConcurrentLinkedQueue<>();
    DeviceFlow flow =
        DeviceFlow.prompting(prompts::add).sslContext(FakeWebServer.trusting(authority));
    pending.set(1);
    try (Connection conn =
        Psycopg.connect(
            dsn("alice") + " oauth_client_id=alice", options -> options.tokenFrom(flow))) {
      assertThat(systemUser(conn)).isEqualTo("oauth:alice");
    }
    assertThat(prompts)
        .containsExactly(
            new DevicePrompt(
                URI.create(issuer.url() + "/go"), "AB-CD", null, Duration.ofSeconds(60)));
  }

  @Test
  void aPersonLetsAnAsynchronousConnectionIn() throws Exception {
    DeviceFlow flow =
        DeviceFlow.prompting(prompt -> {}).sslContext(FakeWebServer.trusting(authority));
    AsyncConnection conn =
        AsyncConnection.connect(
                dsn("alice") + " oauth_client_id=me oauth_client_secret=s3cret",
                options -> options.tokenFrom(flow))
            .get(60, TimeUnit.SECONDS);
    conn.close().get(60, TimeUnit.SECONDS);
    assertThat(issuer.requests())
        .contains(
            new Request("POST", "/device", "Basic bWU6czNjcmV0", Map.of("scope", "openid db")));
  }

  @Test
  void theDeviceFlowNeedsNoMoreThanSettings() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setProperty("PGOAUTHDEBUG", "UNSAFE");
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Connection conn = Psycopg.connect(dsn("plain") + " oauth_client_id=plain")) {
      assertThat(systemUser(conn)).isEqualTo("oauth:plain");
    } finally {
      System.setErr(before);
      System.clearProperty("PGOAUTHDEBUG");
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo("Visit %s/go and enter the code: AB-CD%n".formatted(plainIssuer.url()));
  }

  @Test
  void anIssuerWithoutTlsIsForTests() {
    assertThatThrownBy(() -> Psycopg.connect(dsn("plain") + " oauth_client_id=plain"))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith(
            "OAuth discovery URI \"%s\" must use HTTPS".formatted(plainIssuer.url() + DOCUMENT));
  }

  @Test
  void anIssuerThatNobodyKnowsIsNotTrusted() {
    assertThatThrownBy(() -> Psycopg.connect(dsn("alice") + " oauth_client_id=alice"))
        .hasMessageContaining("failed to fetch OAuth discovery document");
  }
}
