// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.JsonCodec;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeInfo;

/** hstore, ranges of users' own and JSON, registered by name. */
class ValueTypesRegistrationTest {
  private static final String DATABASE = "value_types";

  private OwnSchema schema;
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeAll
  static void createDatabase() {
    Shared.server().execute("CREATE DATABASE " + DATABASE);
  }

  @AfterAll
  static void dropDatabase() {
    Shared.server().execute("DROP DATABASE " + DATABASE);
  }

  @BeforeEach
  void connect() {
    schema =
        OwnSchema.createIn(
            DATABASE,
            "CREATE EXTENSION hstore SCHEMA public",
            "CREATE TYPE floats AS RANGE (subtype = float8)",
            "CREATE TYPE \"Texts\" AS RANGE (subtype = text)",
            "CREATE DOMAIN document AS jsonb",
            "CREATE DOMAIN paper AS document",
            "CREATE TYPE letter AS (head document, papers paper[])");
    conn = schema.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
    schema.execute("DROP EXTENSION hstore CASCADE");
    schema.close();
  }

  private String mogrified(Object value) {
    return new String(cur.mogrify("%s", new Object[] {value}), UTF_8);
  }

  @Test
  void hstoreIsAMapBothWays() {
    List<TypeInfo> found = conn.types().registerHstore();
    assertThat(found).extracting(TypeInfo::schema).containsExactly("public");
    Map<String, String> map = new HashMap<>();
    map.put("a\"b", "x=>y, 'z'");
    map.put("", "");
    map.put("none", null);
    cur.execute("SELECT %s, %s, %s", map, List.of(map, Map.of()), Map.of());
    assertThat(cur.fetchOne()).containsExactly(map, List.of(map, Map.of()), Map.of());
    assertThat(mogrified(Map.of("a", "1"))).isEqualTo("hstore(ARRAY['a'], ARRAY['1'])");
    cur.execute("SELECT %(m)s::hstore -> 'a'", Map.of("m", Map.of("a", "1")));
    assertThat(cur.fetchOne()).containsExactly("1");
  }

  @Test
  void hstoreOutsideOfTheSearchPathIsWrittenWithItsSchema() {
    schema.execute("ALTER EXTENSION hstore SET SCHEMA %s".formatted(schema.name()));
    try (Connection other = Shared.connect("dbname=" + DATABASE)) {
      other.types().registerHstore();
      assertThat(other.quote(Map.of("a", "1")))
          .isEqualTo("\"%s\".\"hstore\"(ARRAY['a'], ARRAY['1'])".formatted(schema.name()));
      assertThat(Shared.value(other, "SELECT %s", new Object[] {Map.of("a", "1")}))
          .isEqualTo(Map.of("a", "1"));
      assertThat(Shared.value(other, "SELECT %s", new Object[] {Map.of()})).isEqualTo(Map.of());
    }
  }

  @Test
  void hstoreByItsNumbersNeedsNoConnection() {
    TypeInfo hstore = conn.types().lookUp("hstore");
    cur.types().registerHstore(hstore.oid(), hstore.arrayOid());
    assertThat(cur.execute("SELECT ARRAY['a=>1'::hstore]").fetchOne())
        .containsExactly(List.of(Map.of("a", "1")));
  }

  @Test
  void hstoreIsReadByAnyRegistrationThatMeetsIt() {
    schema.execute("CREATE TYPE holder AS (h public.hstore)");
    conn.types().register("holder");
    assertThat(((Row) Shared.value(conn, "SELECT ROW('a=>1')::holder")).get(0))
        .isEqualTo(Map.of("a", "1"));
  }

  @Test
  void withoutHstoreItSaysSo() {
    schema.execute("DROP EXTENSION hstore");
    assertThatThrownBy(() -> conn.types().registerHstore())
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(
            "hstore type not found in the database. please install it from your"
                + " 'contrib/hstore.sql' file");
    schema.execute("CREATE EXTENSION hstore SCHEMA public");
  }

  @Test
  void aRangeHasBoundsOfItsSubtype() {
    RangeInfo floats = conn.types().registerRange("floats");
    assertThat(floats.subtypeOid()).isEqualTo(701);
    cur.execute(
        "SELECT '[1.5,2.5)'::floats, ARRAY['empty'::floats], '{[1,2),[3,)}'::"
            + multirange(floats));
    Range<Double> range = Range.of(1.5, 2.5);
    assertThat(cur.fetchOne())
        .containsExactly(
            range, List.of(Range.empty()), Multirange.of(Range.of(1.0, 2.0), Range.of(3.0, null)));
  }

  private String multirange(RangeInfo range) {
    return (String) Shared.value(conn, "SELECT %s::oid::regtype::text", range.multirangeOid());
  }

  @Test
  void rangesThatWereReadOrMadeAreOfTheirTypeAgain() {
    RangeInfo floats = conn.types().registerRange("floats");
    Object read = Shared.value(conn, "SELECT '[1.5,2.5)'::floats");
    Object made = floats.range(1.5, 2.5);
    assertThat(mogrified(made))
        .isEqualTo(mogrified(read))
        .isEqualTo("\"%s\".\"floats\"(1.5, 2.5, '[)')".formatted(schema.name()));
    cur.execute(
        "SELECT pg_typeof(%s)::text, %s, %s", made, floats.empty(), floats.range(null, 1.0, "(]"));
    assertThat(cur.fetchOne()).containsExactly("floats", Range.empty(), Range.of(null, 1.0, "(]"));
    RangeInfo texts = conn.types().registerRange("\"Texts\"");
    Range<String> range = texts.range("a\"b", "c'd", "[]");
    assertThat(Shared.value(conn, "SELECT %s", range)).isEqualTo(range);
  }

  @Test
  void aRangeThatIsNotThereIsCalledOne() {
    assertThatThrownBy(() -> conn.types().registerRange("nosuch"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL range 'nosuch' not found");
    assertThatThrownBy(() -> conn.types().registerRange("document"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("PostgreSQL type 'document' is not a range type");
  }

  /** Tells what it was asked to read. */
  private static final JsonCodec ECHO =
      new JsonCodec() {
        @Override
        public String dumps(Object value) {
          return "\"" + value + "\"";
        }

        @Override
        public Object loads(String text) {
          return text.equals("null") ? null : "<" + text + ">";
        }
      };

  @Test
  void jsonIsReadByTheCodecThatIsRegistered() {
    conn.types().registerDefaultJson(ECHO);
    cur.execute("SELECT '[1]'::json, '[1]'::jsonb, ARRAY['null'::json, NULL, '2']");
    assertThat(cur.fetchOne()).containsExactly("<[1]>", "[1]", Arrays.asList(null, null, "<2>"));
    conn.types().registerJson(ECHO);
    cur.execute("SELECT '[1]'::json, '[1]'::jsonb, ARRAY['2'::jsonb], '3'::document");
    assertThat(cur.fetchOne()).containsExactly("<[1]>", "<[1]>", List.of("<2>"), "<3>");
  }

  @Test
  void aDomainOverJsonIsReadByItsOwnCodec() {
    conn.types().registerJson(ECHO, "paper");
    conn.types().registerComposite("letter");
    cur.execute("SELECT ARRAY['1'::paper], '2'::jsonb, ROW('3', ARRAY['4'])::letter");
    Row row = cur.fetchOne();
    assertThat(row.get(0)).isEqualTo(List.of("<1>"));
    assertThat(row.get(1)).isEqualTo("2");
    assertThat((Row) row.get(2)).containsExactly("3", List.of("<4>"));
    cur.execute("DECLARE b BINARY CURSOR FOR SELECT ROW('3', ARRAY['4'])::letter");
    assertThat((Row) cur.execute("FETCH b").fetchOne().get(0)).containsExactly("3", List.of("<4>"));
  }
}
