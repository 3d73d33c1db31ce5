// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.it.promotion.TwoWays.Place;
import org.psycopg4j.it.promotion.TwoWays.Seen;

/** Sets of executeMany that go out together leave and show what the loop of execute does. */
class ExecuteManyAgainstLoopTest {
  private static final int COUNT = 12;
  private static final String TABLE = "CREATE TABLE taken (id int PRIMARY KEY, t text)";
  private static final String INSERT = "INSERT INTO taken VALUES (%s, %s)";

  private static TwoWays ways;

  /** A set of arguments by their names. */
  public record Pair(int id, String t) {}

  @BeforeAll
  static void connect() {
    ways = new TwoWays();
  }

  @AfterAll
  static void close() {
    ways.close();
  }

  private static List<Object> sets(int count, IntFunction<Object> set) {
    List<Object> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(set.apply(i));
    }
    return sets;
  }

  private static Object set(Object... values) {
    return values;
  }

  private static void assertSame(String setup, String sql, Iterable<?> sets) {
    for (Place place : Place.values()) {
      ways.assertSame(place, setup, sql, sets);
    }
  }

  private static void assertPromoted(String setup, String sql, Iterable<?> sets) {
    long before = ways.many().info().promotedExecutions();
    assertSame(setup, sql, sets);
    assertThat(ways.many().info().promotedExecutions()).isGreaterThan(before);
  }

  @Test
  void valuesOfAllTypes() {
    OffsetDateTime time = OffsetDateTime.parse("2020-02-29T12:30:00.123456+02:00");
    assertPromoted(
        "CREATE TABLE taken (i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, n numeric,"
            + " n2 numeric(8,2), t text, v varchar(12), c char(12), d date, tm time, ts timestamp,"
            + " tz timestamptz, b bool, u uuid, y bytea, j jsonb, a int4[], x text[])",
        "INSERT INTO taken VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
            + " %s, %s, %s, %s)",
        sets(
            COUNT,
            i ->
                set(
                    i,
                    i * 1000,
                    i * 10_000_000_000L,
                    i / 3.0,
                    i / 7.0,
                    BigDecimal.valueOf(i, 5),
                    i / 8.0,
                    "text " + i + " \\ ' \" {,} % %s é",
                    "v" + i,
                    "c" + i,
                    LocalDate.of(2000, 1, 1).plusDays(i),
                    LocalTime.of(1, 2).plusMinutes(i),
                    LocalDate.of(2000, 1, 1).plusDays(i).atTime(1, 2, 3),
                    time.plusMinutes(i),
                    i % 2 == 0,
                    new UUID(i, i),
                    new byte[] {(byte) i, 0, '\\'},
                    "{\"i\": " + i + "}",
                    List.of(i, 2),
                    Arrays.asList("a" + i, null))));
  }

  @Test
  void nullsInDifferentPlaces() {
    assertPromoted(
        "CREATE TABLE taken (a int, b text, c numeric, d timestamptz)",
        "INSERT INTO taken VALUES (%s, %s, %s, %s)",
        sets(
            16,
            i ->
                set(
                    (i & 1) == 0 ? null : i,
                    (i & 2) == 0 ? null : "t" + i,
                    (i & 4) == 0 ? null : BigDecimal.valueOf(i, 1),
                    (i & 8) == 0 ? null : LocalDate.EPOCH.atStartOfDay())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"int2", "int4", "int8", "numeric", "numeric(4,1)", "float8", "text", "bool"})
  void kindsThatChange(String type) {
    List<Object> kinds =
        Arrays.asList(
            1,
            2,
            3L,
            5_000_000_000L,
            new BigDecimal("6.5"),
            "7",
            null,
            1.5,
            true,
            -4,
            null,
            "x",
            9);
    for (int from = 0; from < kinds.size(); from++) {
      int first = from;
      assertSame(
          "CREATE TABLE taken (id int, x %s)".formatted(type),
          INSERT,
          sets(COUNT, i -> set(i, kinds.get((first + i) % kinds.size()))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 6, 11})
  void aNumberThatIsTooLargeForItsColumn(int at) {
    assertSame(
        "CREATE TABLE taken (id int, x int2)",
        INSERT,
        sets(COUNT, i -> set(i, i == at ? 100_000 : i)));
    assertSame(
        "CREATE TABLE taken (id int, x int4)",
        INSERT,
        sets(COUNT, i -> set(i, i == at ? new BigDecimal("2.5") : i)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 11})
  void violationsAndErrors(int at) {
    assertSame(
        TABLE + "; INSERT INTO taken VALUES (99, '')",
        INSERT,
        sets(COUNT, i -> set(i == at ? 99 : i, "t")));
    assertSame(
        "CREATE TABLE taken (x float8, y int)",
        "INSERT INTO taken VALUES (1.0 / %s, %s)",
        sets(COUNT, i -> set(i == at ? 0 : i + 1, i)));
    assertSame(
        "CREATE TABLE taken (d date, y varchar(3))",
        INSERT,
        sets(COUNT, i -> set(i == at ? "2020-02-30" : "2020-02-20", "t")));
    assertSame(
        "CREATE TABLE taken (d date, y varchar(3))",
        INSERT,
        sets(COUNT, i -> set("2020-02-20", i == at ? "too long" : "t")));
    assertSame(
        "CREATE TABLE taken (id int PRIMARY KEY DEFERRABLE INITIALLY IMMEDIATE, t text)",
        INSERT,
        sets(COUNT, i -> set(i == at ? (i + 1) % COUNT : i, "t")));
    assertSame(
        "CREATE TABLE taken (id int NOT NULL CHECK (id <> 50), t text)",
        INSERT,
        sets(COUNT, i -> set(i == at ? null : i, "t")));
    assertSame(
        "CREATE TABLE taken (id int NOT NULL CHECK (id <> 50), t text)",
        INSERT,
        sets(COUNT, i -> set(i == at ? 50 : i, "t")));
  }

  @Test
  void aSetOfAnotherLength() {
    assertSame(TABLE, INSERT, sets(COUNT, i -> i == 6 ? set(i) : set(i, "t" + i)));
    assertSame(TABLE, INSERT, sets(COUNT, i -> i == 6 ? set(i, "t", 1) : set(i, "t" + i)));
    assertSame(TABLE, INSERT, sets(COUNT, i -> set(i)));
    assertSame(
        TABLE,
        "INSERT INTO taken VALUES (%(id)s, %(t)s)",
        sets(COUNT, i -> i == 6 ? Map.of("id", i) : Map.of("id", i, "t", "x")));
  }

  @Test
  void argumentsAsTheyCome() {
    assertPromoted(TABLE, INSERT, sets(COUNT, i -> Arrays.asList(i, i == 4 ? null : "t" + i)));
    assertSame(
        TABLE,
        "INSERT INTO taken VALUES (%(id)s, %(t)s)",
        sets(COUNT, i -> i % 2 == 0 ? new Pair(i, "p") : Map.of("id", i, "t", "x", "z", 1)));
    assertSame(TABLE, INSERT, List.of());
    assertSame(TABLE, INSERT, List.of(List.of(1, "one")));
    assertSame(TABLE, INSERT, List.of(List.of(1, "one"), List.of(2, "two")));
    assertSame(TABLE, INSERT, List.of(List.of(1, "one"), List.of(2, "two"), List.of(3, "three")));
    assertSame(TABLE, INSERT, new LinkedHashSet<>(sets(COUNT, i -> List.of(i, "t"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE taken SET t = %s WHERE id %% 3 = %s",
        "UPDATE taken SET t = %s WHERE id = %s RETURNING id, t",
        "DELETE FROM taken WHERE t <> %s AND id < %s",
        "SELECT %s, id FROM taken WHERE id < %s",
        "SELECT generate_series(1, 3), %s, %s",
        "VALUES (%s, %s), ('x', 5)",
        "WITH a AS (SELECT %s AS t, %s AS id) INSERT INTO taken SELECT id + 100, t FROM a",
        "WITH a AS (DELETE FROM taken WHERE t = %s OR id = %s RETURNING id) SELECT * FROM a",
        "INSERT INTO taken (t, id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        "INSERT INTO taken AS x (t, id) VALUES (%s, %s + 15) ON CONFLICT (id) DO UPDATE"
            + " SET t = x.t || excluded.t WHERE x.id %% 2 = 0 RETURNING t",
        "INSERT INTO taken (t, id) SELECT %s, i FROM generate_series(1000, 1000 + %s) i"
            + " ON CONFLICT DO NOTHING",
        "INSERT INTO taken (t, id) VALUES (%s, 100); DELETE FROM taken WHERE id IN (%s, 100)",
        "INSERT INTO taken (t, id) VALUES (%s, 500 + %s); SELECT 5",
        "MERGE INTO taken USING (SELECT %s AS t, %s AS id) AS n ON taken.id = n.id"
            + " WHEN MATCHED THEN UPDATE SET t = n.t",
        "SELECT set_config('my.own', %s, %s > 1000)",
        "SET my.%s = %s",
        "UPDATE taken SET t = %s /* %% */ WHERE id = 1 / (%s - 4)",
        "SELECT nothing FROM taken WHERE t = %s AND id = %s",
        "INSERT INTO nowhere VALUES (%s, %s)",
        "EXPLAIN SELECT * FROM taken WHERE t = %s AND id = %s",
        "SELEC %s, %s",
        "TABLE taken; -- %s %s",
      })
  void statementsOfAllKinds(String sql) {
    assertSame(
        TABLE + "; INSERT INTO taken SELECT i, 't' || i FROM generate_series(1, 20) i",
        sql,
        sets(COUNT, i -> set("t" + i, i)));
  }

  @Test
  void procedures() {
    String setup =
        TABLE
            + "; CREATE PROCEDURE put(i int, t text) LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO taken VALUES (i, t); RAISE NOTICE ''put %'', i; END'";
    assertSame(setup, "CALL put(%s, %s)", sets(COUNT, i -> set(i, "t")));
    assertSame(setup, "CALL put(%s, %s)", sets(COUNT, i -> set(i % 7, "t")));
  }

  @Test
  void triggersThatRaiseNotices() {
    String setup =
        TABLE
            + "; CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE NOTICE 'id %', new.id; IF new.id = 50 THEN RETURN NULL;"
            + " ELSIF new.id = 60 THEN RAISE EXCEPTION 'sixty' USING HINT = 'not that'; END IF;"
            + " new.t = new.t || '!'; RETURN new; END $$;"
            + " CREATE TRIGGER tells BEFORE INSERT ON taken FOR EACH ROW EXECUTE FUNCTION tell()";
    assertPromoted(setup, INSERT, sets(COUNT, i -> set(i, "t")));
    assertPromoted(setup, INSERT, sets(COUNT, i -> set(i == 5 ? 50 : i, "t")));
    assertPromoted(setup, INSERT, sets(COUNT, i -> set(i == 5 ? 60 : i, "t")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DO ALSO SELECT new.id + 1 AS next",
        "DO INSTEAD NOTHING",
        "DO INSTEAD SELECT 5 AS five",
        "WHERE new.id > 5 DO INSTEAD UPDATE taken SET t = 'big' WHERE id = 3",
        "DO ALSO UPDATE taken SET t = t || new.id",
        "WHERE new.id = 6 DO INSTEAD SELECT new.t",
      })
  void rules(String rule) {
    String setup = TABLE + "; CREATE RULE again AS ON INSERT TO taken " + rule;
    List<Object> sets = sets(COUNT, i -> set(i, "t" + i));
    for (Place place : Place.values()) {
      Seen loop = ways.loop(place, setup, INSERT, sets, new ArrayList<>());
      Seen many = ways.many(place, setup, INSERT, sets);
      assertThat(many.table()).isEqualTo(loop.table());
      if (place != Place.AUTOCOMMIT) { // there a rule's rows are not counted
        assertThat(many.lines()).as("%s, %s", place, rule).isEqualTo(loop.lines());
      }
    }
  }

  @Test
  void moreSetsThanAreWrittenAtOnce() {
    assertSame(TABLE, INSERT, sets(700, i -> set(i, "t")));
    for (int at : new int[] {0, 255, 256, 257, 300, 511, 512, 699}) {
      for (Place place : List.of(Place.FIRST_OF_A_TRANSACTION, Place.AUTOCOMMIT)) {
        ways.assertSame(place, TABLE, INSERT, sets(700, i -> set(i == at ? null : i, "t")));
        ways.assertSame(place, TABLE, INSERT, sets(700, i -> set(i, i == at ? (Object) 7 : "t")));
        ways.assertSame(place, TABLE, INSERT, sets(700, i -> i == at ? set(i) : set(i, "t")));
      }
    }
  }
}
