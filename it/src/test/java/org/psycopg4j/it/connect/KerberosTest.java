// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/** Tickets of Kerberos in place of passwords, and encryption by GSSAPI, with a real server. */
@Timeout(120)
class KerberosTest {
  /** Debian's, which is built with GSSAPI: ours are not. */
  private static final Path HOME = Path.of("/usr/lib/postgresql/15");

  private static final String TICKETS = "KRB5CCNAME";
  private static final String STATE =
      "SELECT gss_authenticated, principal, encrypted FROM pg_stat_gssapi"
          + " WHERE pid = pg_backend_pid()";

  @TempDir private static Path directory;

  private static Realm realm;
  private static PostgresServer server;
  private static PostgresServer without; // without GSSAPI
  private static Path tickets;
  private static Path others;

  @BeforeAll
  static void start() {
    assumeTrue(
        Files.isExecutable(HOME.resolve("bin/postgres")),
        "there is no PostgreSQL with GSSAPI in " + HOME);
    realm = Realm.start(directory);
    Path keys = realm.keys("postgres/localhost");
    tickets = realm.tickets("anna");
    others = realm.tickets("bert");
    server =
        PostgresServer.builder()
            .version(15)
            .home(HOME)
            .environment("KRB5_CONFIG", realm.configuration().toString())
            .environment("KRB5RCACHENAME", "none:")
            .setting("krb_server_keyfile", keys.toString())
            .hba("host all guarded all scram-sha-256")
            .hba("hostgssenc all encrypted all gss include_realm=0 map=any")
            .hba("hostgssenc all unproven all trust")
            .hba("hostnogssenc all plain all trust")
            .hba("hostgssenc all plain all reject")
            .hba("host all anna all gss include_realm=0")
            .file("pg_ident.conf", "any /^(.*)$ encrypted\n")
            .initSql(
                "CREATE ROLE anna LOGIN; CREATE ROLE encrypted LOGIN; CREATE ROLE unproven LOGIN;"
                    + " CREATE ROLE plain LOGIN; CREATE ROLE guarded LOGIN PASSWORD 'secret'")
            .start();
    without = PostgresServer.shared();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      realm.close();
    }
  }

  @AfterEach
  void forget() {
    System.clearProperty(TICKETS);
  }

  private static String dsn(String more) {
    return "host=localhost port=%d dbname=postgres %s".formatted(server.port(), more);
  }

  private static void with(Path cache) {
    System.setProperty(TICKETS, "FILE:" + cache);
  }

  private static Row state(Connection conn) {
    Row row = conn.cursor().execute(STATE).fetchOne();
    assertThat(conn.info().gssEncInUse()).isEqualTo(row.getBoolean(2));
    assertThat(conn.info().sslInUse()).isFalse();
    return row;
  }

  @ParameterizedTest
  @CsvSource({
    "user=anna gssencmode=disable, false",
    "user=anna gssencmode=prefer, true",
    "user=anna, true",
    "user=anna gssencmode=require, true",
    "user=anna gssencmode=disable require_auth=gss, false",
    "user=anna gssencmode=require require_auth=gss, true",
  })
  void whoHasTickets(String settings, boolean encrypted) {
    with(tickets);
    try (Connection conn = Psycopg.connect(dsn(settings))) {
      Row state = state(conn);
      assertThat(state.getBoolean(0)).isTrue();
      assertThat(state.getString(1)).isEqualTo("anna@" + Realm.NAME);
      assertThat(state.getBoolean(2)).isEqualTo(encrypted);
      assertThat(conn.info().usedPassword()).isFalse();
    }
  }

  @Test
  void encryptionAloneAsksNobodysName() {
    with(others);
    try (Connection conn = Psycopg.connect(dsn("user=unproven gssencmode=require"))) {
      assertThat(state(conn).getBoolean(2)).isTrue();
    }
    try (Connection conn = Psycopg.connect(dsn("user=encrypted gssencmode=require"))) {
      assertThat(state(conn).getString(1)).isEqualTo("bert@" + Realm.NAME);
    }
  }

  @Test
  void whoIsRefusedEncryptedIsTakenInTheClear() {
    with(tickets);
    try (Connection conn = Psycopg.connect(dsn("user=plain"))) {
      assertThat(state(conn).getBoolean(2)).isFalse();
    }
    assertThatThrownBy(() -> Psycopg.connect(dsn("user=plain gssencmode=require")))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("pg_hba.conf rejects connection")
        .hasMessageContaining("GSS encryption");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody | user=anna gssencmode=disable | GSSAPI continuation error",
        "nobody | user=anna gssencmode=require | GSSAPI encryption required but was impossible",
        "anna | user=anna gssencmode=disable krbsrvname=nosuch | GSSAPI continuation error",
        "anna | user=anna gssencmode=require krbsrvname=nosuch | could not initiate GSSAPI security",
        "anna | user=anna gssencmode=disable require_auth=scram-sha-256 | server requested GSSAPI",
        "anna | user=guarded gssencmode=disable password=secret require_auth=gss | server requested"
            + " SASL authentication",
        "anna | user=anna gssencmode=disable channel_binding=require | channel binding required",
        "bert | user=anna gssencmode=disable | GSSAPI authentication failed for user \"anna\"",
        "bert | user=anna gssencmode=require | GSSAPI authentication failed for user \"anna\"",
      })
  void refused(String who, String settings, String message) {
    with(ticketsOf(who));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Psycopg.connect(dsn(settings)))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining(message)
          .hasMessageNotContaining("secret");
    }
  }

  /** Whoever wants whatever of the server: the same comes of it as with libpq. */
  @ParameterizedTest
  @ValueSource(strings = {"anna", "bert", "nobody"})
  void asLibpq(String who) throws Exception {
    Path psql = HOME.resolve("bin/psql");
    assumeTrue(Files.isExecutable(psql), "there is no psql");
    Path cache = ticketsOf(who);
    with(cache);
    Psql libpq =
        new Psql(
            psql,
            Map.of("KRB5_CONFIG", realm.configuration().toString(), TICKETS, "FILE:" + cache));
    Map<String, String> different = new TreeMap<>();
    int compared = 0;
    for (String user : List.of("anna", "encrypted", "unproven", "plain", "guarded")) {
      for (String mode : List.of("prefer", "disable", "require")) {
        for (String more :
            List.of("", "channel_binding=require", "krbsrvname=nosuch", "sslmode=require")) {
          String settings = "user=%s password=secret gssencmode=%s %s".formatted(user, mode, more);
          String theirs = ends(libpq.answer(dsn(settings), STATE));
          String ours = ends(answer(dsn(settings)));
          if (!ours.equals(theirs)) {
            different.put(settings, theirs + "\n  but: " + ours);
          }
          compared++;
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isEqualTo(60);
    for (String mode : List.of("prefer", "disable", "require")) { // a server without GSSAPI
      for (String user : List.of("postgres", "nosuch")) {
        String settings =
            "host=localhost port=%d user=%s dbname=postgres gssencmode=%s"
                .formatted(without.port(), user, mode);
        assertThat(ends(answer(settings))).isEqualTo(ends(libpq.answer(settings, STATE)));
      }
    }
  }

  private static Path ticketsOf(String who) {
    return who.equals("anna") ? tickets : who.equals("bert") ? others : directory.resolve("none");
  }

  private static String answer(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      Row row = conn.cursor().execute(STATE).fetchOne();
      return "%s|%s|%s"
          .formatted(
              row.getBoolean(0) ? "t" : "f",
              row.get(1) == null ? "" : row.getString(1),
              row.getBoolean(2) ? "t" : "f");
    } catch (OperationalException e) {
      return e.getMessage();
    }
  }

  /** Without what the library of one or the other says of its own failures. */
  private static String ends(String answer) {
    return answer
        .strip()
        .replaceAll(
            "(could not initiate GSSAPI security context|GSSAPI continuation error): .*", "$1");
  }

  @Test
  void aServerWithoutGssapi() {
    with(tickets);
    String dsn =
        "host=localhost port=%d user=%s dbname=postgres ".formatted(without.port(), without.user());
    Psycopg.connect(dsn + "gssencmode=prefer").close();
    assertThatThrownBy(() -> Psycopg.connect(dsn + "gssencmode=require"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("server doesn't support GSSAPI encryption, but it was required");
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    "host=%s port=%d user=postgres gssencmode=require"
                        .formatted(server.socketDirectory(), server.port())))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("GSSAPI encryption required but was impossible");
  }

  @Test
  void muchInBothDirections() throws Exception {
    with(tickets);
    try (Connection conn = Psycopg.connect(dsn("user=anna gssencmode=require"))) {
      byte[] value = new byte[20_000_000];
      new Random(1).nextBytes(value);
      Cursor<Row> cur = conn.cursor();
      cur.execute("SELECT %s::bytea, md5(%s::bytea)", value, value);
      assertThat((byte[]) cur.fetchOne().get(0)).isEqualTo(value);
      cur.execute("CREATE TEMP TABLE lines (line text)");
      byte[] lines = "a line of some length\n".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
      cur.copyExpert("COPY lines FROM STDIN", new ByteArrayInputStream(lines));
      ByteArrayOutputStream back = new ByteArrayOutputStream();
      cur.copyExpert("COPY lines TO STDOUT", back);
      assertThat(Arrays.equals(back.toByteArray(), lines)).isTrue();
    }
  }

  @Test
  void aCancelIsDelivered() throws Exception {
    with(tickets);
    try (Connection conn = Psycopg.connect(dsn("user=anna gssencmode=require"))) {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> conn.cursor().execute("SELECT pg_sleep(60)"))
                      .isInstanceOf(QueryCanceled.class));
      while (!waiting.isDone()) {
        conn.cancel();
        Thread.sleep(20);
      }
      waiting.get();
      conn.rollback();
      assertThat(conn.cursor().execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
    }
  }

  @Test
  void theEventLoopAndPolling() throws Exception {
    with(tickets);
    for (String mode : new String[] {"disable", "require"}) {
      String dsn = dsn("user=anna gssencmode=" + mode);
      AsyncConnection conn = AsyncConnection.connect(dsn).get();
      assertThat(conn.fetchOne("SELECT current_user").get().get(0)).isEqualTo("anna");
      conn.close().get();
      Connection polled = Psycopg.connectAsync(dsn);
      Psycopg.waitSelect(polled);
      Cursor<Row> cur = polled.cursor();
      cur.execute("SELECT current_user");
      Psycopg.waitSelect(polled);
      assertThat(cur.fetchOne().get(0)).isEqualTo("anna");
      polled.close();
    }
  }

  /* The first connection is asked whether it encrypts, the second one agrees. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "58 | received invalid response to GSSAPI negotiation: X",
        "45 | server sent an error response during GSS encryption exchange",
        "47 | server closed the connection unexpectedly",
        "47 7fffffff | oversize GSSAPI packet sent by the server (2147483647 > 65536)",
        "47 ffffffff | oversize GSSAPI packet sent by the server (4294967295 > 65536)",
        "47 52000000 08000000 00 | oversize GSSAPI packet", // AuthenticationOk, in the clear
        "47 45000000 08 | server sent an error response during GSS encryption exchange",
        "47 00000004 01020304 | GSSAPI continuation error",
      })
  void aServerThatIsNone(String answer, String message) {
    with(tickets);
    try (FakeServer fake =
        FakeServer.start(
            conversation -> {
              assertThat(conversation.readStartupPacket())
                  .isEqualTo(HexFormat.of().parseHex("04d21630"));
              conversation.send(HexFormat.of().parseHex(answer.replace(" ", "")));
              if (answer.equals("47")) {
                conversation.close();
              } else {
                awaitClose(conversation);
              }
            })) {
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      "host=localhost port=%d user=anna gssencmode=require".formatted(fake.port())))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining(message);
    }
  }

  /** Who does not read what was sent resets the connection. */
  private static void awaitClose(Conversation conversation) throws IOException {
    try {
      conversation.awaitClose();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 50, 200, 400})
  void aConnectionThatIsCutSoon(int bytes) {
    with(tickets);
    try (FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port())) {
      proxy.fromServer().cutAfter(bytes);
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      "host=localhost port=%d user=anna dbname=postgres gssencmode=require"
                          .formatted(proxy.port())))
          .isInstanceOf(OperationalException.class);
    }
  }
}
