// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.Typecasters;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.SqlAdaptable;
import org.psycopg4j.types.Typecaster;

/** Adapters and typecasters of the user's: what is registered where, and who goes first. */
class RegistrationTest {
  private static final long INT4 = 23;
  private static final long INT4_ARRAY = 1007;

  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static Typecaster shouting(String with) {
    return Typecasters.newType(Set.of(INT4), "SHOUT", (text, scope) -> text + with);
  }

  @Test
  void aTypecasterReadsItsTypeFromTheNextStatementOn() {
    cur.execute("SELECT 1, 'x'");
    conn.types().registerType(shouting("!"));
    assertThat(cur.fetchOne()).containsExactly(1, "x");
    assertThat(cur.execute("SELECT 1, 'x'").fetchOne()).containsExactly("1!", "x");
  }

  @Test
  void aCursorsTypecasterGoesBeforeItsConnections() {
    conn.types().registerType(shouting("!"));
    cur.types().registerType(shouting("?"));
    assertThat(cur.execute("SELECT 1").fetchOne()).containsExactly("1?");
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo("1!");
    assertThat(cur.cast(INT4, "7")).isEqualTo("7?");
    assertThat(conn.cast(INT4, "7")).isEqualTo("7!");
  }

  @Test
  void aTypecasterIsAskedForNullToo() {
    conn.types().registerType(shouting("!"));
    assertThat(cur.execute("SELECT NULL::int4").fetchOne()).containsExactly("null!");
  }

  @Test
  void anArrayTypeReadsItsElementsByTheTypecaster() {
    conn.types()
        .registerType(Typecasters.newArrayType(Set.of(INT4_ARRAY), "SHOUT[]", shouting("!")));
    assertThat(cur.execute("SELECT '{1,NULL}'::int4[]").fetchOne().get(0))
        .isEqualTo(List.of("1!", "null!"));
  }

  @Test
  void aTypecasterSeesTheCursor() {
    List<Scope> seen = new ArrayList<>();
    Typecaster looking =
        Typecasters.newType(
            Set.of(INT4),
            "LOOK",
            (text, scope) -> {
              seen.add(scope);
              return text;
            });
    cur.types().registerType(looking);
    cur.execute("SELECT 1").fetchAll().get(0).get(0);
    assertThat(seen).containsExactly(cur);
  }

  @Test
  void whatATypecasterThrowsComesOutOfTheRow() {
    IllegalStateException thrown = new IllegalStateException("no");
    conn.types()
        .registerType(
            Typecasters.newType(
                Set.of(INT4),
                "BAD",
                (text, scope) -> {
                  throw thrown;
                }));
    Row row = cur.execute("SELECT 1, 'x'").fetchOne();
    assertThatThrownBy(() -> row.get(0)).isSameAs(thrown);
    assertThat(row.get(1)).isEqualTo("x");
  }

  private record Point(int x, int y) {}

  private record Self(int x) implements SqlAdaptable {
    @Override
    public Adapter adapted() {
      return new AsIs("self(" + x + ")");
    }
  }

  @Test
  void aRegisteredAdapterWritesItsClassOnItsConnection() {
    conn.types()
        .registerAdapter(Point.class, p -> new AsIs("point(%d, %d)".formatted(p.x(), p.y())));
    assertThat(cur.execute("SELECT %s::text", new Object[] {new Point(1, 2)}).fetchOne())
        .containsExactly("(1,2)");
    try (Connection other = Shared.connect()) {
      assertThat(other.quote(new Point(1, 2))).isEqualTo("(1, 2)"); // as any record
    }
  }

  @Test
  void theExactClassGoesBeforeTheValueItselfAndThatBeforeTheClassesAbove() {
    conn.types().registerAdapter(Record.class, r -> new AsIs("record"));
    assertThat(conn.quote(new Self(1))).isEqualTo("self(1)");
    conn.types().registerAdapter(Self.class, s -> new AsIs("registered"));
    assertThat(conn.quote(new Self(1))).isEqualTo("registered");
    assertThat(conn.quote(new Point(1, 2))).isEqualTo("record");
  }

  @Test
  void anAdapterIsPreparedWithTheConnectionAlsoInsideAList() {
    conn.types()
        .registerAdapter(
            Point.class,
            p ->
                new Adapter() {
                  private String encoding = "";

                  @Override
                  public void prepare(Scope connection) {
                    assertThat(connection).isSameAs(conn);
                    encoding = connection.encoding();
                  }

                  @Override
                  public String getQuoted() {
                    return "'" + encoding + "'";
                  }
                });
    assertThat(new String(cur.mogrify("%s", Arrays.asList(new Point(1, 2), null)), UTF_8))
        .isEqualTo("ARRAY['UTF8',NULL]");
    conn.close();
    assertThat(new String(cur.mogrify("%s", List.of(new Point(1, 2))), UTF_8))
        .isEqualTo("ARRAY['']");
  }

  @Test
  void aNameIsQuoted() {
    assertThat(conn.quoteIdent("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(cur.quoteIdent("select")).isEqualTo("\"select\"");
  }

  @Test
  void aNumberOfATypecasterIsReadAsAPrimitiveIfItIsWhole() {
    conn.types()
        .registerType(
            Typecasters.newType(
                Set.of(INT4),
                "FLOAT",
                (text, scope) -> text == null ? null : Double.valueOf(text)));
    Row row = cur.execute("SELECT 3").fetchOne();
    assertThat(row.get(0)).isEqualTo(3.0);
    assertThat(row.getInt(0)).isEqualTo(3);
    assertThat(row.getLong(0)).isEqualTo(3);
    conn.types().registerType(shouting("!"));
    Row text = cur.execute("SELECT 3").fetchOne();
    assertThatThrownBy(() -> text.getInt(0)).hasMessageContaining("cannot be read as int");
  }

  @Test
  void aRecordOfManyIsItsComponentsByPositionOrByName() {
    record Pair(int a, String b) {}
    cur.execute("CREATE TEMP TABLE pairs (a int, b text)");
    cur.executeMany("INSERT INTO pairs VALUES (%s, %s)", List.of(new Pair(1, "x")));
    cur.executeMany("INSERT INTO pairs VALUES (%(a)s, %(b)s)", List.of(new Pair(2, "y")));
    cur.executeBatch("INSERT INTO pairs VALUES (%s, %s)", List.of(new Pair(3, "z")));
    assertThat(cur.execute("SELECT string_agg(b, '' ORDER BY a) FROM pairs").fetchOne())
        .containsExactly("xyz");
  }
}
