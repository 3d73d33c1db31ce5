// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.ProgrammingException;

/** What one connection found is known to the next, and what has changed since is found out. */
class TypeMemoryTest {
  private enum Mood {
    SAD,
    HAPPY
  }

  private OwnSchema schema;

  @BeforeEach
  void create() {
    schema =
        OwnSchema.create(
            "CREATE TYPE mood AS ENUM ('sad', 'happy')", "CREATE DOMAIN small AS int2");
  }

  @AfterEach
  void drop() {
    schema.close();
  }

  /** What the server logs while a new connection runs the script. */
  private List<String> statements(Script script) throws Exception {
    assumeTrue(Shared.server().embedded(), "the server's log is out of reach");
    Backend backend;
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      backend = Backend.of(conn);
      script.run(conn);
    }
    backend.awaitGone();
    return backend.loggedStatements().stream().map(s -> s.replaceFirst(" .*", "")).toList();
  }

  @FunctionalInterface
  private interface Script {
    void run(Connection conn) throws Exception;
  }

  private static void register(Connection conn) {
    conn.types().registerEnum("mood", Mood.class);
    conn.types().registerDomain("small");
  }

  private static final String USE = "SELECT ARRAY['sad'::mood, 'happy'], '{1}'::small[]";

  private static void use(Connection conn) {
    assertThat(conn.cursor().execute(USE).fetchOne())
        .containsExactly(List.of(Mood.SAD, Mood.HAPPY), List.of(1));
  }

  private void recreate() {
    schema.execute(
        "DROP TYPE mood",
        "DROP DOMAIN small",
        "CREATE TYPE mood AS ENUM ('happy', 'sad')",
        "CREATE DOMAIN small AS int2");
  }

  @Test
  void theSecondConnectionThatRegistersFirstThingAsksNothing() throws Exception {
    Script pooled =
        conn -> {
          register(conn);
          use(conn);
        };
    assertThat(statements(pooled)).containsExactly("WITH", "WITH", "BEGIN", "SELECT");
    assertThat(statements(pooled)).containsExactly("BEGIN", "SELECT");
  }

  @Test
  void whoHasExecutedAStatementAsks() throws Exception {
    statements(TypeMemoryTest::register);
    assertThat(
            statements(
                conn -> {
                  Shared.run(conn, "SELECT 1");
                  register(conn);
                }))
        .containsExactly("BEGIN", "SELECT", "WITH", "WITH");
  }

  @Test
  void anotherSearchPathIsAnotherMatter() throws Exception {
    statements(TypeMemoryTest::register);
    try (OwnSchema other = OwnSchema.create("CREATE TYPE mood AS ENUM ('happy', 'sad')");
        Connection conn = other.connect()) {
      conn.types().registerEnum("mood", Mood.class);
      assertThat(conn.types().lookUp("mood").schema()).isEqualTo(other.name());
      assertThat(Shared.value(conn, "SELECT 'sad'::mood")).isEqualTo(Mood.SAD);
    }
    try (OwnSchema other = OwnSchema.create("CREATE TYPE mood AS ENUM ('happy', 'sad')");
        Connection conn = schema.connect()) {
      Shared.run(conn, "SET search_path = " + other.name());
      conn.types().registerEnum("mood", Mood.class);
      assertThat(Shared.value(conn, "SELECT 'sad'::mood")).isEqualTo(Mood.SAD);
    }
  }

  @Test
  void forgettingAsksAgain() throws Exception {
    statements(TypeMemoryTest::register);
    Psycopg.types().forget();
    assertThat(statements(TypeMemoryTest::register)).containsExactly("WITH", "WITH");
  }

  @Test
  void everybodysTypesAreAskedFor() throws Exception {
    statements(TypeMemoryTest::register);
    assertThat(statements(conn -> conn.types().globally().registerDomain("small")))
        .containsExactly("WITH");
  }

  @Test
  void typesThatWereMadeAnewAreLookedUpOnceMoreWhenTheFirstOneComes() throws Exception {
    statements(TypeMemoryTest::register);
    recreate();
    assertThat(
            statements(
                conn -> {
                  register(conn);
                  Shared.run(conn, "SELECT 1");
                  use(conn);
                  use(conn);
                  conn.commit();
                  use(conn);
                  assertThat(conn.quote(Mood.SAD)).startsWith("'sad'::");
                }))
        .containsExactly(
            "BEGIN", "SELECT", "SELECT", "WITH", "SELECT", "COMMIT", "BEGIN", "SELECT");
    assertThat(statements(TypeMemoryTest::register)).containsExactly("WITH", "WITH");
    assertThat(statements(TypeMemoryTest::register)).isEmpty();
  }

  @Test
  void theTypesOfACursorAreLookedUpOnceMoreToo() throws Exception {
    statements(TypeMemoryTest::register);
    recreate();
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      var cur = conn.cursor();
      cur.types().registerEnum("mood", Mood.class);
      conn.types().registerDomain("small");
      assertThat(cur.execute(USE).fetchOne())
          .containsExactly(List.of(Mood.SAD, Mood.HAPPY), List.of(1));
    }
  }

  @Test
  void theTypesOfSeveralResultsAreLookedUpOnceMoreToo() throws Exception {
    statements(TypeMemoryTest::register);
    recreate();
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      register(conn);
      var cur = conn.cursor();
      cur.execute("SELECT '{1}'::small[]; SELECT 'happy'::mood; SELECT 'x'");
      cur.setResult(0);
      assertThat(cur.fetchOne()).containsExactly(List.of(1));
      assertThat(cur.nextSet()).isTrue();
      assertThat(cur.fetchOne()).containsExactly(Mood.HAPPY);
    }
  }

  @Test
  void theTypesOfAServersCursorAreLookedUpOnceMoreToo() throws Exception {
    statements(TypeMemoryTest::register);
    recreate();
    assertThat(
            statements(
                conn -> {
                  register(conn);
                  var paged = conn.cursor("paged");
                  paged.itersize(2);
                  paged.execute("SELECT 'sad'::mood FROM generate_series(1, 5)");
                  assertThat(paged).extracting(row -> row.get(0)).containsOnly(Mood.SAD).hasSize(5);
                }))
        .filteredOn(s -> s.equals("WITH"))
        .hasSize(1);
  }

  @Test
  void aTypeThatNobodyRegisteredHasTheServerAskedOnceAtMost() throws Exception {
    schema.execute("CREATE TYPE stranger AS ENUM ('x')");
    Script script =
        conn -> {
          register(conn);
          assertThat(Shared.value(conn, "SELECT 'x'::stranger")).isEqualTo("x");
          assertThat(Shared.value(conn, "SELECT 'x'::stranger")).isEqualTo("x");
          use(conn);
        };
    assertThat(statements(script))
        .containsExactly("WITH", "WITH", "BEGIN", "SELECT", "SELECT", "SELECT");
    assertThat(statements(script)).containsExactly("BEGIN", "SELECT", "WITH", "SELECT", "SELECT");
  }

  @Test
  void aTypeThatIsGoneIsReadAsTextThen() throws Exception {
    statements(TypeMemoryTest::register);
    schema.execute(
        "DROP TYPE mood", "CREATE TYPE stranger AS ENUM ('x')", "CREATE TYPE moody AS ENUM ('y')");
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      register(conn);
      assertThat(Shared.value(conn, "SELECT '{x}'::stranger[]")).isEqualTo("{x}");
      assertThat(Shared.value(conn, "SELECT '{1}'::small[]")).isEqualTo(List.of(1));
      assertThat(conn.quote(Mood.SAD)).isEqualTo("'SAD'");
    }
  }

  @Test
  void registeringAgainLaterReplacesWhatWasRemembered() throws Exception {
    statements(TypeMemoryTest::register);
    recreate();
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      long remembered = conn.types().registerEnum("mood", Mood.class).oid();
      Shared.run(conn, "SELECT 1");
      long now = conn.types().registerEnum("mood", Mood.class).oid();
      assertThat(now).isNotEqualTo(remembered);
      assertThat(conn.types().typecaster(now)).isNotNull();
      assertThat(conn.types().typecaster(remembered)).isNull();
    }
  }

  private enum Temper {
    SAD,
    HAPPY
  }

  @Test
  void aTypeOfTwoClassesIsWrittenFromBothThoughItIsRemembered() throws Exception {
    statements(TypeMemoryTest::register);
    assertThat(
            statements(
                conn -> {
                  conn.types().registerEnum("mood", Mood.class);
                  conn.types().registerEnum("mood", Temper.class);
                  assertThat(conn.quote(Temper.SAD)).startsWith("'sad'::");
                  assertThat(conn.quote(Mood.SAD)).startsWith("'sad'::");
                }))
        .isEmpty();
  }

  private record Card(int value) {}

  @Test
  void aTypeThatFitsItsClassNoMoreIsAnErrorOfItsOwnResultsAlone() throws Exception {
    schema.execute("CREATE TYPE card AS (value int)", "CREATE TYPE other AS ENUM ('x')");
    statements(conn -> conn.types().registerComposite("card", Card.class));
    schema.execute("DROP TYPE card", "CREATE TYPE card AS (value int, suit text)");
    try (Connection conn = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      conn.types().registerComposite("card", Card.class);
      assertThat(Shared.value(conn, "SELECT 'x'::other")).isEqualTo("x");
      for (String card : List.of("(1,'a')::card", "ARRAY[(1,'a')::card]")) {
        assertThatThrownBy(() -> Shared.value(conn, "SELECT " + card))
            .isInstanceOf(ProgrammingException.class)
            .hasMessageContaining("the type card has changed")
            .hasMessageContaining("\"suit\"");
      }
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotThereIsNotRemembered() throws Exception {
    statements(
        conn ->
            assertThatThrownBy(() -> conn.types().register("later"))
                .isInstanceOf(ProgrammingException.class));
    schema.execute("CREATE TYPE later AS ENUM ('x')");
    assertThat(statements(conn -> conn.types().register("later"))).containsExactly("WITH");
  }
}
