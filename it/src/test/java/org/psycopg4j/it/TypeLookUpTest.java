// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.Typecasters;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.ArrayInfo;
import org.psycopg4j.types.BaseInfo;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeId;
import org.psycopg4j.types.TypeInfo;

/** What a name of a type means, what is said of it, and what asking does to the transaction. */
class TypeLookUpTest {
  private OwnSchema schema;
  private Connection conn;

  @BeforeEach
  void connect() {
    schema =
        OwnSchema.create(
            "CREATE TYPE mood AS ENUM ('sad', 'happy')",
            "CREATE TYPE \"Mood\" AS ENUM ('SAD')",
            "CREATE TYPE \"odd.\"\"name\" AS ENUM ('x')",
            "CREATE TYPE \"ünder\" AS ENUM ('ü', 'é')",
            "CREATE DOMAIN small AS int2 CHECK (VALUE < 10)",
            "CREATE DOMAIN smaller AS small CHECK (VALUE < 5)",
            "CREATE TYPE card AS (a int, \"two words\" text, moods mood[], s smaller)",
            "CREATE TABLE deck (id int, gone text, cards card[])",
            "ALTER TABLE deck DROP COLUMN gone",
            "CREATE TYPE floats AS RANGE (subtype = float8)");
    conn = schema.connect();
  }

  @AfterEach
  void close() {
    conn.close();
    schema.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "mood, mood",
        "MOOD, mood",
        " mood , mood",
        "\"mood\", mood",
        "\"Mood\", Mood",
        "\"odd.\"\"name\", odd.\"name",
        "ünder, ünder",
        "_mood, _mood",
        "int4, int4",
        "integer, int4",
        "double precision, float8",
        "TIMESTAMP  with time zone, timestamptz",
        "character varying, varchar",
        "pg_catalog.int4, int4",
        "deck, deck",
      })
  void aNameMeansWhatItMeansInSql(String name, String found) {
    assertThat(conn.types().lookUp(name).name()).isEqualTo(found);
  }

  @Test
  void aNameWithASchemaIsLookedForThere() {
    TypeInfo mood = conn.types().lookUp("mood");
    try (Connection other = Shared.connect()) {
      assertThat(other.types().lookUp(schema.name() + ".mood").id())
          .isEqualTo(
              new TypeId(schema.name(), "mood", mood.oid(), mood.arrayOid(), ',', false, null));
      assertThat(other.types().lookUp("\"%s\".\"Mood\"".formatted(schema.name())).name())
          .isEqualTo("Mood");
      assertThatThrownBy(() -> other.types().lookUp("mood"))
          .isInstanceOf(ProgrammingException.class);
    }
  }

  @Test
  void aNameThatIsNoneInSqlIsTakenToTheLetter() {
    schema.execute("CREATE TYPE \"two words\" AS ENUM ()", "DROP TYPE mood CASCADE");
    assertThat(conn.types().lookUp("two words").name()).isEqualTo("two words");
    assertThat(conn.types().lookUp(schema.name() + ".two words").name()).isEqualTo("two words");
    assertThat(conn.types().lookUp("Mood").name()).isEqualTo("Mood");
  }

  @Test
  void aTemporaryTypeIsFound() {
    Shared.run(conn, "CREATE TEMPORARY TABLE passing (a int)");
    assertThat(conn.types().lookUp("passing")).isInstanceOf(CompositeInfo.class);
    assertThat(conn.types().lookUp("pg_temp.passing")).isEqualTo(conn.types().lookUp("passing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "nosuch",
        "no.such",
        "a.b.c.d",
        "int4; drop",
        "\"",
        "\"\"",
        "select",
        "mood'",
        "sétof",
        "%s",
        "mood[]",
        "numeric(3)",
        "mood\\"
      })
  void aNameThatIsNotThereRaisesAndLeavesTheTransactionAlone(String name) {
    Shared.run(conn, "CREATE TEMPORARY TABLE kept ()");
    assertThatThrownBy(() -> conn.types().lookUp(name))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type '%s' not found", name);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    Shared.run(conn, "SELECT * FROM kept");
  }

  @Test
  void everyKindSaysWhatItIs() {
    assertThat(conn.types().lookUp("pg_catalog.bool"))
        .isEqualTo(new BaseInfo(new TypeId("pg_catalog", "bool", 16, 1000, ',', true, null)));
    assertThat(conn.types().lookUp("box").id().delimiter()).isEqualTo(';');
    assertThat(((ArrayInfo) conn.types().lookUp("_mood")).elementOid())
        .isEqualTo(conn.types().oid("mood"));
    assertThat(((DomainInfo) conn.types().lookUp("smaller")).baseOid())
        .isEqualTo(conn.types().oid("small"));
    CompositeInfo card = (CompositeInfo) conn.types().lookUp("card");
    assertThat(card.attnames()).containsExactly("a", "two words", "moods", "s");
    assertThat(card.atttypes())
        .containsExactly(
            23L, 25L, conn.types().lookUp("mood").arrayOid(), conn.types().oid("smaller"));
    assertThat(((CompositeInfo) conn.types().lookUp("deck")).attnames())
        .containsExactly("id", "cards");
    RangeInfo floats = (RangeInfo) conn.types().lookUp("floats");
    assertThat(floats.subtypeOid()).isEqualTo(701);
    assertThat(floats.sqlName()).isEqualTo("\"%s\".\"floats\"".formatted(schema.name()));
  }

  @Test
  void withoutATransactionNoneIsBegun() {
    conn.types().registerEnum("mood");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
  }

  @Test
  void eachNameIsAskedForByOneStatement() throws Exception {
    assumeTrue(Shared.server().embedded(), "the server's log is out of reach");
    Backend backend;
    try (Connection logged = Psycopg.connect(schema.dsn("-clog_statement=all"))) {
      backend = Backend.of(logged);
      logged.types().register("deck");
      Shared.run(logged, "SELECT 1");
      logged.types().register("card");
    }
    backend.awaitGone();
    assertThat(backend.loggedStatements())
        .hasSize(4)
        .allMatch(s -> s.startsWith("WITH RECURSIVE") || List.of("BEGIN", "SELECT 1").contains(s));
  }

  @Test
  void aTypeOfTheOpenTransactionIsFound() {
    Shared.run(conn, "CREATE TYPE fresh AS ENUM ('new')");
    conn.types().registerEnum("fresh");
    assertThat(Shared.value(conn, "SELECT '{new}'::fresh[]")).isEqualTo(List.of("new"));
    conn.rollback();
    assertThatThrownBy(() -> conn.types().registerEnum("fresh"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'fresh' not found");
  }

  @Test
  void inAFailedTransactionItFails() {
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isNotNull();
    assertThatThrownBy(() -> conn.types().register("mood"))
        .isInstanceOf(InFailedSqlTransaction.class);
    conn.rollback();
    assertThat(conn.types().register("mood").name()).isEqualTo("mood");
  }

  @Test
  void onAClosedConnectionItFails() {
    conn.close();
    assertThatThrownBy(() -> conn.types().register("mood"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @Test
  void everybodysRegistryHasNoConnectionToAsk() {
    assertThatThrownBy(() -> Psycopg.types().register("mood"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageStartingWith("a type is looked up through a connection");
  }

  @Test
  void whatIsRegisteredGloballyIsReadByEveryConnection() {
    conn.types().globally().registerEnum("mood");
    try (Connection other = schema.connect()) {
      assertThat(Shared.value(other, "SELECT '{sad}'::mood[]")).isEqualTo(List.of("sad"));
    }
  }

  @Test
  void aDomainsArraysAreLists() {
    assertThat(Shared.value(conn, "SELECT 3::smaller")).isEqualTo(3);
    assertThat(Shared.value(conn, "SELECT '{3}'::smaller[]")).isEqualTo("{3}");
    conn.types().registerDomain("smaller");
    assertThat(Shared.value(conn, "SELECT '{3}'::smaller[]")).isEqualTo(List.of(3));
    assertThat(Shared.value(conn, "SELECT '{4}'::small[]")).isEqualTo(List.of(4));
    assertThatThrownBy(() -> conn.types().registerDomain("mood"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'mood' is not a domain");
  }

  @Test
  void anArrayFollowsWhatIsRegisteredForItsElementsLater() {
    conn.types().register("mood");
    long mood = conn.types().oid("mood");
    conn.types()
        .registerType(Typecasters.newType(Set.of(mood), "LOUD", (text, scope) -> text + "!"));
    assertThat(Shared.value(conn, "SELECT '{sad}'::mood[]")).isEqualTo(List.of("sad!"));
    assertThat(conn.types().typecaster(mood).name()).isEqualTo("LOUD");
  }

  @Test
  void whatIsImpliedNeverReplacesWhatIsRegistered() {
    long mood = conn.types().oid("mood");
    conn.types()
        .registerType(Typecasters.newType(Set.of(mood), "LOUD", (text, scope) -> text + "!"));
    conn.types().register("card");
    assertThat(Shared.value(conn, "SELECT 'sad'::mood")).isEqualTo("sad!");
    assertThat(Shared.value(conn, "SELECT '{sad}'::mood[]")).isEqualTo(List.of("sad!"));
  }

  @Test
  void aBaseTypesArraysHaveItsOwnDelimiter() {
    schema.execute(
        "CREATE TYPE item",
        "CREATE FUNCTION item_in(cstring) RETURNS item AS 'textin' LANGUAGE internal STRICT",
        "CREATE FUNCTION item_out(item) RETURNS cstring AS 'textout' LANGUAGE internal STRICT",
        "CREATE TYPE item (INPUT = item_in, OUTPUT = item_out, LIKE = text, DELIMITER = '|')");
    conn.types().register("item");
    assertThat(Shared.value(conn, "SELECT '{a,b|c}'::item[]")).isEqualTo(List.of("a,b", "c"));
  }

  @Test
  void aBuiltInTypeStaysAsItIs() {
    assertThat(conn.types().register("int4").oid()).isEqualTo(23);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    assertThat(Shared.value(conn, "SELECT '{1}'::int4[]")).isEqualTo(List.of(1));
  }

  @Test
  void allTypesAreRegisteredAtOnce() throws Exception {
    List<String> names =
        conn.types().registerAll().stream()
            .filter(type -> type.schema().equals(schema.name()))
            .map(TypeInfo::name)
            .toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "mood", "Mood", "odd.\"name", "ünder", "small", "smaller", "card", "floats");
    assertThat(Shared.value(conn, "SELECT '{sad}'::mood[]")).isEqualTo(List.of("sad"));
    assertThat(Shared.value(conn, "SELECT '{1}'::smaller[]")).isEqualTo(List.of(1));
  }
}
