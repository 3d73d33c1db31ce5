// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.FakeWebServer;
import org.psycopg4j.testkit.FakeWebServer.Reply;
import org.psycopg4j.testkit.FakeWebServer.Request;
import org.psycopg4j.testkit.TestAuthority;

/** The device flow with a server that says what it is told to, on a clock that only pauses move. */
@Timeout(60)
class DeviceFlowRunTest {
  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final String GRANT =
      """
      {"device_code": "dev1ce", "user_code": "AB-CD", "verification_uri": "https://i.example/go",
       "verification_uri_complete": "https://i.example/go?c=AB-CD", "expires_in": 60,
       "interval": 2}
      """;
  private static final Reply PENDING = error("authorization_pending");
  private static final Reply TOKEN =
      new Reply(200, "{\"access_token\": \"t0ken\", \"token_type\": \"Bearer\", \"x\": [1]}");

  /** A clock that stands still but for the pauses, which take no time. */
  private static final class Clock implements Pauses {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Executor after(Duration pause) {
      now.addAndGet(pause.toNanos());
      pauses.add(pause);
      return Runnable::run;
    }

    @Override
    public long nanoTime() {
      return now.get();
    }
  }

  /** What an authorization server says at each of its places. */
  private static final class Issuer {
    private final Map<String, Reply> replies = new HashMap<>();
    private final ArrayDeque<Reply> tokens = new ArrayDeque<>();

    Issuer(Reply... tokens) {
      replies.put("/device", new Reply(200, GRANT));
      this.tokens.addAll(Arrays.asList(tokens));
    }

    Issuer at(String path, Reply reply) {
      replies.put(path, reply);
      return this;
    }

    Reply answer(Request request) {
      return request.path().equals("/token")
          ? tokens.remove()
          : replies.getOrDefault(request.path(), new Reply(404, ""));
    }
  }

  private final Clock clock = new Clock();
  private final ConcurrentLinkedQueue<DeviceGrant> prompts = new ConcurrentLinkedQueue<>();

  private static Reply error(String code) {
    return new Reply(400, "{\"error\": \"" + code + "\"}");
  }

  private static String document(String url) {
    return """
        {"issuer": "%1$s", "device_authorization_endpoint": "%1$s/device",
         "token_endpoint": "%1$s/token", "grant_types_supported": ["x"]}
        """
        .formatted(url);
  }

  private static DeviceClient client(String url, @Nullable String secret, @Nullable String scope) {
    return new DeviceClient(url, URI.create(url + DOCUMENT), "m e", secret, scope);
  }

  private CompletableFuture<@Nullable String> start(DeviceClient client) {
    return new DeviceFlowRun(new AuthorizationServer(null), client, prompts::add, clock).start();
  }

  private FakeWebServer serve(Issuer issuer) {
    FakeWebServer server = FakeWebServer.start(issuer::answer);
    issuer.replies.putIfAbsent(DOCUMENT, new Reply(200, document(server.url())));
    return server;
  }

  private void assertFails(Issuer issuer, String message) {
    try (FakeWebServer server = serve(issuer)) {
      assertThatThrownBy(() -> start(client(server.url(), "s3cret", "a")).get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining(message)
          .hasMessageNotContainingAny("dev1ce", "t0ken", "s3cret");
    }
  }

  @Test
  void aTokenForWhoEntersTheCode() throws Exception {
    try (FakeWebServer server = serve(new Issuer(PENDING, PENDING, TOKEN))) {
      assertThat(start(client(server.url(), null, "openid db")).get()).isEqualTo("t0ken");
      Map<String, String> question =
          Map.of(
              "client_id",
              "m e",
              "grant_type",
              "urn:ietf:params:oauth:grant-type:device_code",
              "device_code",
              "dev1ce");
      Request asks = new Request("POST", "/token", null, question);
      assertThat(server.requests())
          .containsExactly(
              new Request("GET", DOCUMENT, null, Map.of()),
              new Request(
                  "POST", "/device", null, Map.of("client_id", "m e", "scope", "openid db")),
              asks,
              asks,
              asks);
    }
    assertThat(prompts)
        .containsExactly(
            new DeviceGrant(
                "dev1ce",
                "AB-CD",
                URI.create("https://i.example/go"),
                URI.create("https://i.example/go?c=AB-CD"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2)));
    assertThat(clock.pauses).hasSize(3).containsOnly(Duration.ofSeconds(2));
  }

  @Test
  void aSecretIsSentByBasicAndEncoded() throws Exception {
    try (FakeWebServer server = serve(new Issuer(TOKEN))) {
      assertThat(start(client(server.url(), "s:é", "")).get()).isEqualTo("t0ken");
      String header = // base64 of "m+e:s%3A%C3%A9", by base64(1)
          "Basic bStlOnMlM0ElQzMlQTk=";
      assertThat(server.requests().get(0).authorization()).isNull();
      assertThat(server.requests().get(1))
          .isEqualTo(new Request("POST", "/device", header, Map.of()));
      assertThat(server.requests().get(2).authorization()).isEqualTo(header);
      assertThat(server.requests().get(2).form()).doesNotContainKey("client_id");
    }
  }

  @Test
  void whoIsToldToSlowDownDoes() throws Exception {
    Reply slowDown = error("slow_down");
    try (FakeWebServer server = serve(new Issuer(PENDING, slowDown, PENDING, slowDown, TOKEN))) {
      assertThat(start(client(server.url(), null, null)).get()).isEqualTo("t0ken");
    }
    assertThat(clock.pauses).extracting(Duration::toSeconds).containsExactly(2L, 2L, 7L, 7L, 12L);
  }

  @Test
  void intervalsHaveBounds() throws Exception {
    String grant = GRANT.replace("\"interval\": 2", "\"interval\": %s");
    Map<String, Long> cases = Map.of("0", 0L, "0.5", 1L, "\"3\"", 3L, "null", 5L, "-7", 0L);
    for (Map.Entry<String, Long> one : cases.entrySet()) {
      clock.pauses.clear();
      try (FakeWebServer server =
          serve(new Issuer(TOKEN).at("/device", new Reply(200, grant.formatted(one.getKey()))))) {
        assertThat(start(client(server.url(), null, null)).get()).isEqualTo("t0ken");
      }
      assertThat(clock.pauses).containsExactly(Duration.ofSeconds(one.getValue()));
    }
    String forever = GRANT.replace("60", "1e300");
    try (FakeWebServer server = serve(new Issuer(TOKEN).at("/device", new Reply(200, forever)))) {
      assertThat(start(client(server.url(), null, null)).get()).isEqualTo("t0ken");
    }
    assertThat(prompts.stream().map(DeviceGrant::expiresIn)).contains(Duration.ofHours(1));
  }

  @Test
  void noQuestionWithoutAPauseWhereItIsNotATest() throws Exception {
    TestAuthority authority = TestAuthority.create("Test CA");
    Issuer issuer =
        new Issuer(TOKEN)
            .at("/device", new Reply(200, GRANT.replace("interval\": 2", "interval\": 0")));
    try (FakeWebServer server =
        FakeWebServer.start(authority.issue("issuer", "127.0.0.1"), issuer::answer)) {
      issuer.at(DOCUMENT, new Reply(200, document(server.url())));
      AuthorizationServer trusting = new AuthorizationServer(FakeWebServer.trusting(authority));
      DeviceClient client = client(server.url(), null, null);
      assertThat(new DeviceFlowRun(trusting, client, prompts::add, clock).start().get())
          .isEqualTo("t0ken");
      assertThat(clock.pauses).containsExactly(Duration.ofSeconds(1));
      assertThatThrownBy(() -> start(client).get())
          .hasMessageContaining("failed to fetch OAuth discovery document: ")
          .hasRootCauseInstanceOf(CertPathBuilderException.class);
    }
  }

  @Test
  void nobodyAsksOnceTheCodeHasExpired() {
    Reply[] pending = new Reply[29];
    Arrays.fill(pending, PENDING);
    assertFails(new Issuer(pending), "the code was not entered before it expired");
    assertThat(clock.pauses).hasSize(29); // 60 seconds, two at a time
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": \"access_denied\"} | failed to obtain access token: access_denied",
        "{\"error\": \"expired_token\", \"error_description\": \"too late\"}"
            + " | failed to obtain access token: too late (expired_token)",
        "{\"error\": \"x\", \"error_description\": \"a\\u001b[2Jb\"} | token: a?[2Jb (x)",
        "{\"error\": 5} | field \"error\" must be a string",
        "{} | the server answered with HTTP status 400",
        "<html> | the answer (HTTP status 400) is not JSON",
      })
  void refusedTokens(String body, String message) {
    assertFails(new Issuer(PENDING, new Reply(400, body)), message);
    assertFails(
        new Issuer().at("/device", new Reply(400, body)),
        message
            .replace("failed to obtain access token", "failed to obtain device authorization")
            .replace("token: a?", "authorization: a?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | field \"token_type\" is missing",
        "{\"token_type\": \"Bearer\"} | field \"access_token\" is missing",
        "{\"token_type\": \"Bearer\", \"access_token\": \"\"} | \"access_token\" is missing",
        "{\"token_type\": \"Bearer\", \"access_token\": {}} | \"access_token\" must be a string",
        "{\"token_type\": \"mac\", \"access_token\": \"t0ken\"} | unsupported token type \"mac\"",
        "t0ken | the answer (HTTP status 200) is not JSON",
      })
  void tokensThatAreNone(String body, String message) {
    assertFails(new Issuer(new Reply(200, body)), "failed to obtain access token: ");
    assertFails(new Issuer(new Reply(200, body)), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"dev1ce\" | 5 | field \"device_code\" must be a string",
        "\"AB-CD\" | \"\\u001b[2J\" | field \"user_code\" contains control characters",
        "\"AB-CD\" | null | field \"user_code\" is missing",
        "\"https://i.example/go\" | \"javascript:alert(1)\" | field \"verification_uri\" is no",
        "\"https://i.example/go\" | \"https://i.example/\\u001b[2J\" | is no address: https://i.ex",
        "\"https://i.example/go?c=AB-CD\" | \"x\" | field \"verification_uri_complete\" is no addr",
        "verification_uri\" | nothing\" | field \"verification_url\" is missing",
        "60 | null | field \"expires_in\" is missing",
        "60 | \"x\" | field \"expires_in\" must be a number",
        "\"interval\": 2 | \"interval\": true | field \"interval\" must be a number",
        "60 | 1 | the code was not entered before it expired",
      })
  void grantsThatMakeNoSense(String part, String other, String message) {
    assertFails(new Issuer().at("/device", new Reply(200, GRANT.replace(part, other))), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer\": \"%s | issuer\": \"%s/ | does not match oauth_issuer",
        "issuer\": | other\": | field \"issuer\" is missing",
        "%s/device | /device | field \"device_authorization_endpoint\" is no address: /device",
        "%s/token | ftp://i/token | field \"token_endpoint\" is no address",
        "token_endpoint | none | field \"token_endpoint\" is missing",
        "device_authorization_endpoint | none | does not provide a device authorization endpoint",
      })
  void documentsThatMakeNoSense(String part, String other, String message) {
    Issuer issuer = new Issuer();
    try (FakeWebServer server = FakeWebServer.start(issuer::answer)) {
      String url = server.url();
      issuer.at(
          DOCUMENT,
          new Reply(200, document(url).replace(part.replace("%s", url), other.replace("%s", url))));
      assertThatThrownBy(() -> start(client(url, null, null)).get())
          .hasMessageContaining("failed to fetch OAuth discovery document: ")
          .hasMessageContaining(message);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void secretsAreSentByHttpsOnly() throws Exception {
    TestAuthority authority = TestAuthority.create("Test CA");
    Issuer issuer = new Issuer();
    try (FakeWebServer server =
            FakeWebServer.start(authority.issue("issuer", "127.0.0.1"), issuer::answer);
        FakeWebServer plain = FakeWebServer.start(request -> TOKEN)) {
      for (String place : List.of("device", "token")) {
        issuer.at(
            DOCUMENT,
            new Reply(
                200,
                document(server.url()).replace(server.url() + "/" + place, plain.url() + "/x")));
        AuthorizationServer trusting = new AuthorizationServer(FakeWebServer.trusting(authority));
        DeviceClient client = client(server.url(), null, null);
        assertThatThrownBy(
                () -> new DeviceFlowRun(trusting, client, prompts::add, clock).start().get())
            .hasMessageContaining("must use HTTPS");
      }
      assertThat(plain.requests()).isEmpty();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (FakeWebServer elsewhere = FakeWebServer.start(request -> TOKEN)) {
      Reply moved = new Reply(302, "", elsewhere.url());
      assertFails(new Issuer().at(DOCUMENT, moved), "answered with HTTP status 302");
      assertFails(new Issuer().at("/device", moved), "answered with HTTP status 302");
      assertFails(new Issuer(moved), "answered with HTTP status 302");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void answersHaveABound() {
    String padding = " ".repeat((256 << 10) + 1);
    assertFails(
        new Issuer().at("/device", new Reply(200, GRANT + padding)), "longer than 262144 bytes");
    assertFails(new Issuer(new Reply(400, padding)), "longer than 262144 bytes");
  }

  @Test
  void errorsOfTheServerAndOfTheNetwork() {
    assertFails(new Issuer().at(DOCUMENT, new Reply(500, "")), "HTTP status 500");
    assertFails(new Issuer().at(DOCUMENT, new Reply(404, "")), "HTTP status 404");
    assertFails(new Issuer(new Reply(503, "")), "HTTP status 503");
    FakeWebServer gone = serve(new Issuer());
    gone.close();
    assertThatThrownBy(() -> start(client(gone.url(), null, null)).get())
        .hasCauseInstanceOf(OperationalException.class)
        .hasMessageContaining("failed to fetch OAuth discovery document: ");
  }

  @Test
  void aServerThatIsSlowIsAskedLessOften() throws Exception {
    CountDownLatch forever = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Issuer issuer = new Issuer(TOKEN);
    try (FakeWebServer server =
        FakeWebServer.start(
            request -> {
              if (request.path().equals("/token") && asked.getAndIncrement() < 2) {
                forever.await();
              }
              return issuer.answer(request);
            })) {
      issuer.at(DOCUMENT, new Reply(200, document(server.url())));
      AuthorizationServer impatient = new AuthorizationServer(null, Duration.ofMillis(500));
      assertThat(
              new DeviceFlowRun(impatient, client(server.url(), null, null), prompts::add, clock)
                  .start()
                  .get())
          .isEqualTo("t0ken");
    }
    assertThat(clock.pauses).extracting(Duration::toSeconds).containsExactly(2L, 4L, 8L);
  }

  @Test
  void nobodyWaitsForAServerForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      AuthorizationServer impatient = new AuthorizationServer(null, Duration.ofMillis(100));
      DeviceClient client = client("http://localhost:" + silent.getLocalPort(), null, null);
      assertThatThrownBy(
              () -> new DeviceFlowRun(impatient, client, prompts::add, clock).start().get())
          .hasMessageContaining(
              "failed to fetch OAuth discovery document: no answer within 100 ms");
      CompletableFuture<Void> halfAnswered = CompletableFuture.runAsync(() -> answerHalf(silent));
      assertThatThrownBy(
              () -> new DeviceFlowRun(impatient, client, prompts::add, clock).start().get())
          .hasMessageContaining(
              "failed to fetch OAuth discovery document: no answer within 100 ms");
      halfAnswered.get();
    }
  }

  /** Leaves the first client without an answer, and the second in the middle of one. */
  private static void answerHalf(ServerSocket listener) {
    try {
      listener.accept().close(); // the one that has given up
      try (Socket client = listener.accept()) {
        OutputStream out = client.getOutputStream();
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{"
                .getBytes(StandardCharsets.US_ASCII));
        client.getInputStream().readAllBytes(); // until it leaves
      }
    } catch (IOException e) {
      // It has left.
    }
  }

  @Test
  void aPromptThatFailsEndsTheFlow() {
    IllegalStateException failure = new IllegalStateException("no screen");
    try (FakeWebServer server = serve(new Issuer(TOKEN))) {
      CompletableFuture<@Nullable String> token =
          new DeviceFlowRun(
                  new AuthorizationServer(null),
                  client(server.url(), null, null),
                  grant -> {
                    throw failure;
                  },
                  clock)
              .start();
      assertThatThrownBy(token::get).hasRootCause(failure);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void whoCancelsTheTokenEndsTheFlow() throws Exception {
    CompletableFuture<Runnable> question = new CompletableFuture<>();
    Pauses endless =
        new Pauses() {
          @Override
          public Executor after(Duration pause) {
            return question::complete;
          }

          @Override
          public long nanoTime() {
            return 0;
          }
        };
    try (FakeWebServer server = serve(new Issuer(TOKEN))) {
      CompletableFuture<@Nullable String> token =
          new DeviceFlowRun(
                  new AuthorizationServer(null),
                  client(server.url(), null, null),
                  prompts::add,
                  endless)
              .start();
      Runnable ask = question.get(30, TimeUnit.SECONDS);
      token.cancel(true);
      ask.run();
      assertThat(server.requests()).extracting(Request::path).containsExactly(DOCUMENT, "/device");
    }
  }

  @Test
  void whoCancelsTheTokenHangsUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<@Nullable String> token =
          start(client("http://localhost:" + silent.getLocalPort(), null, null));
      try (Socket asked = silent.accept()) {
        asked.setSoTimeout(10_000); // less than the time that an answer may take
        assertThat(asked.getInputStream().read()).isEqualTo('G');
        token.cancel(true);
        asked.getInputStream().readAllBytes();
      }
    }
  }

  @Test
  void nothingSecretIsShown() {
    DeviceClient client = client("https://i.example", "s3cret", null);
    DeviceGrant grant =
        new DeviceGrant(
            "dev1ce", "AB-CD", URI.create("https://i.example"), null, Duration.ZERO, Duration.ZERO);
    assertThat(client.toString()).doesNotContain("s3cret");
    assertThat(grant.toString()).doesNotContain("dev1ce").doesNotContain("AB-CD");
  }
}
