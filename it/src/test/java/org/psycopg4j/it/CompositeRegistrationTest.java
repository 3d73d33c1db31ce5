// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.Typecasters;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.Range;

/** Composite types and tables' rows as rows, and as objects of a class. */
class CompositeRegistrationTest {
  /** A card, as a composite type has it. */
  public record Card(int value, String suit) {}

  /** A hand of them. */
  public record Hand(LocalDate dealt, List<Card> cards) {}

  private record Secret(int value, String suit) {}

  private enum Mood {
    SAD,
    HAPPY
  }

  private OwnSchema schema;
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    schema =
        OwnSchema.create(
            "CREATE TYPE mood AS ENUM ('sad', 'happy')",
            "CREATE DOMAIN small AS int2",
            "CREATE TYPE span AS RANGE (subtype = float8)",
            "CREATE TYPE card AS (value int, suit text)",
            "CREATE TYPE hand AS (dealt date, cards card[])",
            "CREATE TYPE \"Odd Name\" AS (\"a b\" int, \"0\" text, \"a'b\" numeric, \"é\" bool)",
            "CREATE TYPE mixed AS (m mood, ms mood[], s small, ss small[], h hand, r span)",
            "CREATE TABLE tab (id int, gone int, name text)",
            "ALTER TABLE tab DROP COLUMN gone");
    conn = schema.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
    schema.close();
  }

  @Test
  void aValueIsARowOfItsAttributes() {
    CompositeInfo info = conn.types().registerComposite("card");
    assertThat(info.attnames()).containsExactly("value", "suit");
    assertThat(info.atttypes()).containsExactly(23L, 25L);
    Row card = (Row) Shared.value(conn, "SELECT (8, 'hearts \"(),\\ ')::card");
    assertThat(card.get("suit")).isEqualTo("hearts \"(),\\ ");
    assertThat(card.getInt("value")).isEqualTo(8);
    assertThat(card).containsExactly(8, "hearts \"(),\\ ");
    assertThatThrownBy(() -> card.get("value", LocalDate.class)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> card.get("colour"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("value, suit");
  }

  @Test
  void nullAndTheEmptyTextAreToldApart() {
    conn.types().registerComposite("card");
    assertThat((Row) Shared.value(conn, "SELECT (NULL, NULL)::card")).containsExactly(null, null);
    assertThat((Row) Shared.value(conn, "SELECT (1, '')::card")).containsExactly(1, "");
    assertThat(Shared.value(conn, "SELECT NULL::card")).isNull();
    assertThat((List<?>) Shared.value(conn, "SELECT ARRAY[NULL, (1, NULL)::card]"))
        .isEqualTo(Arrays.asList(null, Shared.value(conn, "SELECT (1, NULL)::card")));
  }

  @Test
  void attributesMayHaveAnyNames() {
    assertThat(conn.types().registerComposite("\"Odd Name\"").attnames())
        .containsExactly("a b", "0", "a'b", "é");
    Row odd = (Row) Shared.value(conn, "SELECT (1, 'x', 1.50, true)::\"Odd Name\"");
    assertThat(odd.get("a b")).isEqualTo(1);
    assertThat(odd.get("a'b")).isEqualTo(new BigDecimal("1.50"));
    assertThat(odd.getBoolean("é")).isTrue();
  }

  @Test
  void aTablesRowIsAValueWithoutItsDroppedColumns() {
    conn.types().registerComposite("tab");
    Shared.run(conn, "INSERT INTO tab VALUES (1, 'one')");
    assertThat((Row) Shared.value(conn, "SELECT tab FROM tab")).containsExactly(1, "one");
    assertThat(Shared.value(conn, "SELECT array_agg(tab) FROM tab"))
        .asString()
        .isEqualTo("[(1, 'one')]");
  }

  @Test
  void whatItIsMadeOfIsReadByWhatItIs() {
    conn.types().registerComposite("mixed");
    Row mixed =
        (Row)
            Shared.value(
                conn,
                """
                SELECT ('sad', '{sad,happy}', 3, '{4}',
                  ('2024-02-29', ARRAY[(1, 'a'), (2, NULL)]::card[]), '[1.5,2.5)')::mixed""");
    assertThat(mixed.get("m")).isEqualTo("sad");
    assertThat(mixed.get("ms")).isEqualTo(List.of("sad", "happy"));
    assertThat(mixed.get("s")).isEqualTo(3);
    assertThat(mixed.get("ss")).isEqualTo(List.of(4));
    assertThat(mixed.get("r")).isEqualTo(Range.of(1.5, 2.5));
    Row hand = (Row) mixed.get("h");
    assertThat(hand.get("dealt")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(hand.get("cards")).asString().isEqualTo("[(1, 'a'), (2, null)]");
  }

  @Test
  void aPartIsReadByWhatIsRegisteredForItBeforeOrAfter() {
    conn.types().registerEnum("mood", Mood.class);
    conn.types().registerComposite("mixed");
    conn.types().registerComposite("card", Card.class);
    Row mixed =
        (Row)
            Shared.value(
                conn,
                """
                SELECT ('sad', '{happy}', 3, NULL, (NULL, ARRAY[(1, 'a')]::card[]), NULL)::mixed""");
    assertThat(mixed.get("m")).isEqualTo(Mood.SAD);
    assertThat(mixed.get("ms")).isEqualTo(List.of(Mood.HAPPY));
    assertThat(((Row) mixed.get("h")).get("cards")).isEqualTo(List.of(new Card(1, "a")));
  }

  @Test
  void aPartIsReadByTheCursorsOwnTypecaster() {
    conn.types().registerComposite("card");
    cur.types()
        .registerType(
            Typecasters.newType(Set.of(23L), "SEEN", (text, scope) -> text + (scope == cur)));
    assertThat(cur.execute("SELECT (1, 'a')::card").fetchOne().get(0))
        .asString()
        .isEqualTo("('1true', 'a')");
    assertThat(Shared.value(conn, "SELECT (1, 'a')::card")).asString().isEqualTo("(1, 'a')");
  }

  @Test
  void recordsAreReadAndWritten() {
    conn.types().registerComposite("card", Card.class);
    conn.types().registerComposite("hand", Hand.class);
    Hand hand =
        new Hand(LocalDate.of(2024, 2, 29), List.of(new Card(1, "it's"), new Card(2, null)));
    assertThat(conn.quote(new Card(8, "hearts")))
        .isEqualTo("(8, 'hearts')::\"%s\".\"card\"".formatted(schema.name()));
    cur.execute("SELECT %s, %s, pg_typeof(%s)::text", hand, List.of(hand), new Card(1, "x"));
    assertThat(cur.fetchOne()).containsExactly(hand, List.of(hand), "card");
    Shared.run(conn, "CREATE TEMPORARY TABLE hands (h hand)");
    Shared.run(conn, "INSERT INTO hands VALUES (%s)", new Object[] {hand});
    assertThat(Shared.value(conn, "SELECT h FROM hands WHERE h = %s", new Object[] {hand}))
        .isEqualTo(hand);
  }

  @Test
  void aPrivateRecordNeedsALookup() {
    conn.types()
        .registerComposite(
            "card", Secret.class, RowFactory.of(Secret.class, MethodHandles.lookup()));
    assertThat(Shared.value(conn, "SELECT (1, 'a')::card")).isEqualTo(new Secret(1, "a"));
  }

  @Test
  void anyRowFactoryMakesTheValues() {
    conn.types().registerComposite("card", RowFactory.list());
    assertThat(Shared.value(conn, "SELECT (1, 'a')::card")).isEqualTo(List.of(1, "a"));
    conn.types().registerComposite("card", RowFactory.map(row -> row.getString(1) + row.getInt(0)));
    assertThat(Shared.value(conn, "SELECT ARRAY[(1, 'a')::card]")).isEqualTo(List.of("a1"));
  }

  @Test
  void aClassThatDoesNotFitIsRefusedAtOnce() {
    assertThatThrownBy(() -> conn.types().registerComposite("hand", Card.class))
        .isInstanceOf(ProgrammingException.class);
    assertThat(Shared.value(conn, "SELECT (NULL, NULL)::hand")).isEqualTo("(,)");
    assertThat(conn.quote(new Card(1, "a"))).isEqualTo("(1, 'a')");
  }

  @Test
  void aTypeThatWasAlteredSinceSaysSo() {
    conn.types().registerComposite("card");
    schema.execute("ALTER TYPE card ADD ATTRIBUTE more int");
    cur.execute("SELECT (1, 'a', 3)::card");
    Row row = cur.fetchOne();
    assertThatThrownBy(() -> row.get(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expecting 2 components for the type card, 3 found instead");
    assertThat(row.getString(0)).isEqualTo("(1,a,3)");
  }

  @Test
  void aTypeOfAnotherKindIsNoComposite() {
    assertThatThrownBy(() -> conn.types().registerComposite("mood"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'mood' is not a composite type");
    assertThatThrownBy(() -> conn.types().registerComposite("nosuch", Card.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'nosuch' not found");
  }

  @Test
  void aBinaryCursorGivesTheSameValues() {
    conn.types().registerEnum("mood", Mood.class);
    conn.types().registerComposite("mixed");
    conn.types().registerComposite("card", Card.class);
    String select =
        """
        SELECT ('sad', '{sad,NULL}', 3, '{{4},{5}}',
          ('2024-02-29', ARRAY[(1, 'a"'), (3, '')]::card[]), '[1.5,)')::mixed AS one,
          ARRAY[NULL, (2, 'b')::card] AS two""";
    Row text = cur.execute(select).fetchOne();
    cur.execute("DECLARE b BINARY CURSOR FOR " + select);
    Row binary = cur.execute("FETCH b").fetchOne();
    Row binaryMixed = (Row) binary.get(0);
    assertThat(binaryMixed).isEqualTo(text.get(0));
    assertThat(binary.get(1))
        .isEqualTo(text.get(1))
        .isEqualTo(Arrays.asList(null, new Card(2, "b")));
    assertThat(binaryMixed.get("m")).isEqualTo(Mood.SAD);
  }

  @Test
  void rowsOutliveTheirConnection() {
    conn.types().registerComposite("card");
    Row row = (Row) Shared.value(conn, "SELECT (1, 'a')::card");
    conn.close();
    assertThat(row).containsExactly(1, "a");
  }
}
