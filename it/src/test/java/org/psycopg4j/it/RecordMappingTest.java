// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.FileInfo;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.it.closed.Closed;
import org.psycopg4j.types.Interval;

/** Rows as records and as objects of classes: {@code RowFactory.of} and fetching by class. */
class RecordMappingTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    conn.autocommit(true);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private <T> T one(Class<T> type, String sql) {
    List<T> rows = conn.cursor(RowFactory.of(type)).execute(sql).fetchAll();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  enum Mood {
    SAD,
    HAPPY
  }

  record User(int id, String name, int age) {}

  record Primitives(
      int i, long l, double d, boolean b, short s, byte y, float f, Short bs, Float bf) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Values(
      BigDecimal price,
      BigInteger big,
      Long number,
      String text,
      byte[] bytes,
      Object any,
      Number some) {}

  record Times(Instant at, LocalDate day, LocalTime time, Duration took, Interval exact, UUID id) {}

  record Options(Optional<Integer> a, Optional<String> b, Optional<List<Long>> c) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Arrays(
      int[] ints, long[] longs, double[] doubles, String[] texts, List<Long> list, int[][] grid) {}

  record Created(int userId, String createdAt) {}

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  record None() {}

  record Moods(Mood first, List<Mood> all) {}

  interface Iface {}

  private record Hidden(int a) {}

  /** A class, not a record, whose constructor's parameters have names. */
  public static final class Account {
    private final int id;
    private final String owner;

    public Account(String owner, int id) {
      this.owner = owner;
      this.id = id;
    }
  }

  @Test
  void aRecordTakesColumnsByName() {
    assertThat(one(User.class, "SELECT 'Alice' AS name, 26 AS age, 1 AS id"))
        .isEqualTo(new User(1, "Alice", 26));
    assertThat(one(Created.class, "SELECT 1 AS user_id, now()::date::text AS createdAt"))
        .extracting(Created::userId)
        .isEqualTo(1);
    assertThat(one(Hidden.class, "SELECT 1 AS a")).isEqualTo(new Hidden(1));
    assertThat(one(None.class, "SELECT")).isEqualTo(new None());
  }

  @Test
  void manyRows() {
    Cursor<User> cur = conn.cursor(RowFactory.of(User.class));
    cur.execute(
        "SELECT i AS id, 'u' || i AS name, i %% 90 AS age FROM generate_series(1, %s) i", 999);
    int count = 0;
    for (User user : cur) {
      count++;
      assertThat(user).isEqualTo(new User(count, "u" + count, count % 90));
    }
    assertThat(count).isEqualTo(999);
  }

  @Test
  void aClassTakesItsConstructorsParameters() {
    Account account = one(Account.class, "SELECT 7 AS id, 'Bob' AS owner");
    assertThat(account.id).isEqualTo(7);
    assertThat(account.owner).isEqualTo("Bob");
  }

  @Test
  void aClassWhoseParametersHaveNoNamesTakesColumnsByPosition() {
    FileInfo file = one(FileInfo.class, "SELECT 'a.txt' AS whatever, '\\x01'::bytea");
    assertThat(file.getPath()).isEqualTo("a.txt");
    assertThat(file.getContents()).containsExactly(1);
    assertThatThrownBy(() -> one(FileInfo.class, "SELECT 'a.txt' AS a"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(
            "the constructor of org.opentest4j.FileInfo takes 2 values, the result has 1 columns: a");
  }

  @Test
  void primitives() {
    assertThat(
            one(
                Primitives.class,
                "SELECT 1::int8 AS i, 2.00 AS l, 3.5::numeric AS d, true AS b, 4::int2 AS s,"
                    + " 5 AS y, 1.5::float4 AS f, 6 AS bs, 2.5::float8 AS bf"))
        .isEqualTo(new Primitives(1, 2, 3.5, true, (short) 4, (byte) 5, 1.5f, (short) 6, 2.5f));
  }

  @Test
  void values() {
    Values values =
        one(
            Values.class,
            "SELECT 12.50 AS price, 12345678901234567890.0 AS big, 7::int2 AS number,"
                + " DATE '2026-01-31' AS text, '\\x01ff'::bytea AS bytes, 1.5 AS any, 8 AS some");
    assertThat(values.price()).isEqualTo(new BigDecimal("12.50"));
    assertThat(values.big()).isEqualTo(new BigInteger("12345678901234567890"));
    assertThat(values.number()).isEqualTo(7L);
    assertThat(values.text()).isEqualTo("2026-01-31");
    assertThat(values.bytes()).containsExactly(1, 0xff);
    assertThat(values.any()).isEqualTo(new BigDecimal("1.5"));
    assertThat(values.some()).isEqualTo(8);
  }

  @Test
  void nullIsNull() {
    assertThat(
            one(
                Values.class,
                "SELECT NULL::numeric AS price, NULL::numeric AS big, NULL::int AS number,"
                    + " NULL AS text, NULL::bytea AS bytes, NULL AS any, NULL::int AS some"))
        .isEqualTo(new Values(null, null, null, null, null, null, null));
  }

  @Test
  void times() {
    assertThat(
            one(
                Times.class,
                "SELECT '2026-01-31 04:05:06+02'::timestamptz AS at, DATE '2026-01-31' AS day,"
                    + " TIME '04:05' AS time, INTERVAL '1 day 2 seconds' AS took,"
                    + " INTERVAL '1 month' AS exact,"
                    + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS id"))
        .isEqualTo(
            new Times(
                Instant.parse("2026-01-31T02:05:06Z"),
                LocalDate.of(2026, 1, 31),
                LocalTime.of(4, 5),
                Duration.ofDays(1).plusSeconds(2),
                new Interval(1, 0, 0),
                UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")));
  }

  @Test
  void optionals() {
    assertThat(one(Options.class, "SELECT 1 AS a, NULL AS b, ARRAY[1, 2] AS c"))
        .isEqualTo(new Options(Optional.of(1), Optional.empty(), Optional.of(List.of(1L, 2L))));
    assertThat(one(Options.class, "SELECT NULL::int AS a, 7 AS b, NULL::int[] AS c"))
        .isEqualTo(new Options(Optional.empty(), Optional.of("7"), Optional.empty()));
  }

  @Test
  void arrays() {
    Arrays arrays =
        one(
            Arrays.class,
            "SELECT ARRAY[1, 2] AS ints, ARRAY[3, 4] AS longs, ARRAY[0.5, 2] AS doubles,"
                + " ARRAY['a', NULL, 'c,d'] AS texts, ARRAY[5, NULL] AS list,"
                + " ARRAY[[1, 2], [3, 4]] AS grid");
    assertThat(arrays.ints()).containsExactly(1, 2);
    assertThat(arrays.longs()).containsExactly(3, 4);
    assertThat(arrays.doubles()).containsExactly(0.5, 2);
    assertThat(arrays.texts()).containsExactly("a", null, "c,d");
    assertThat(arrays.list()).containsExactly(5L, null);
    assertThat(arrays.grid()).isEqualTo(new int[][] {{1, 2}, {3, 4}});
  }

  @Test
  void enums() {
    Shared.run(conn, "CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy')");
    assertThat(
            one(Moods.class, "SELECT 'sad'::pg_temp.mood AS first, ARRAY['HAPPY', 'sad'] AS all"))
        .isEqualTo(new Moods(Mood.SAD, List.of(Mood.HAPPY, Mood.SAD)));
    assertThatThrownBy(() -> one(Moods.class, "SELECT 'topsecret' AS first, '{}'::text[] AS all"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"first\": wanted a ")
        .hasMessageEndingWith("Mood, which is one of SAD, HAPPY; got another label");
  }

  @Test
  void nullIsNoPrimitive() {
    assertThatThrownBy(() -> one(User.class, "SELECT 1 AS id, 'x' AS name, NULL::int AS age"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"age\" is NULL");
    assertThatThrownBy(
            () ->
                one(
                    Primitives.class,
                    "SELECT 1 AS i, 1 AS l, 1 AS d, true AS b, NULL::int2 AS s, 5 AS y, 1 AS f,"
                        + " 6 AS bs, 2 AS bf"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"s\" is NULL");
  }

  @Test
  void aValueThatDoesNotFitNamesItsColumn() {
    assertThatThrownBy(() -> one(User.class, "SELECT 4294967296 AS id, 'x' AS name, 1 AS age"))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"id\": value out of range for int");
    assertThatThrownBy(() -> one(User.class, "SELECT 'x' AS id, 'x' AS name, 1 AS age"))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"id\": a value of type text cannot be read as int");
  }

  @Test
  void columnsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> one(User.class, "SELECT 1 AS id, 'x' AS name, 2 AS age, 3 AS more"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("no component for the column \"more\"");
    assertThatThrownBy(() -> one(User.class, "SELECT 1 AS id, 'x' AS name"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("no column for the component age");
  }

  @Test
  void theConstructorsOwnExceptionGoesOn() {
    Cursor<Positive> cur = conn.cursor(RowFactory.of(Positive.class));
    assertThatThrownBy(() -> cur.execute("SELECT 0 AS value").fetchOne())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not positive");
    assertThat(cur.execute("SELECT 1 AS value").fetchOne()).isEqualTo(new Positive(1));
  }

  @Test
  void aClassThatIsNoRecordNeedsOnePublicConstructor() {
    assertThatThrownBy(() -> RowFactory.of(RecordMappingTest.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageEndingWith("RecordMappingTest is a class with 0");
    assertThatThrownBy(() -> RowFactory.of(Iface.class))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageEndingWith("Iface is abstract");
  }

  @Test
  void aClosedRecordSaysHowToOpenIt() {
    assertThatThrownBy(() -> RowFactory.of(Closed.recordClass()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining(
            "write \"opens org.psycopg4j.it.closed to org.psycopg4j;\" in the module org.psycopg4j.it");
  }

  @Test
  void aLookupOpensAClosedRecord() {
    RowFactory<? extends Record> factory = RowFactory.of(Closed.recordClass(), Closed.lookup());
    assertThat(conn.cursor(factory).execute("SELECT 1 AS id, ARRAY['x'] AS names").fetchOne())
        .hasToString("Secret[id=1, names=[x]]");
    assertThatThrownBy(() -> RowFactory.of(Closed.recordClass(), MethodHandles.publicLookup()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("is closed to the lookup of");
  }

  @Test
  void aClassOfValuesTakesTheOnlyColumn() {
    assertThat(one(Integer.class, "SELECT 7::int8")).isEqualTo(7);
    assertThat(one(int[].class, "SELECT ARRAY[7]")).containsExactly(7);
    assertThat(one(Mood.class, "SELECT 'happy'")).isEqualTo(Mood.HAPPY);
    assertThat(one(LocalDate.class, "SELECT NULL::date")).isNull();
    assertThatThrownBy(() -> one(Integer.class, "SELECT 1, 2"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("wanted one column for a java.lang.Integer, got a result of 2");
  }

  @Test
  void oneFactoryServesManyShapes() {
    RowFactory<User> factory = RowFactory.of(User.class);
    assertThat(RowFactory.of(User.class)).isSameAs(factory);
    Cursor<User> cur = conn.cursor(factory);
    assertThat(cur.execute("SELECT 1 AS id, 'a' AS name, 2 AS age").fetchOne())
        .isEqualTo(new User(1, "a", 2));
    assertThat(cur.execute("SELECT 2 AS age, 1 AS id, 'a' AS name").fetchOne())
        .isEqualTo(new User(1, "a", 2));
    assertThat(cur.execute("SELECT 2::int8 AS age, 1.0 AS id, 5 AS name").fetchOne())
        .isEqualTo(new User(1, "5", 2));
  }

  @Test
  void fetchingByClassSharesThePosition() {
    Cursor<Row> cur = conn.cursor();
    cur.execute("SELECT i AS id, 'x' AS name, i AS age FROM generate_series(1, 5) i");
    assertThat(cur.fetchOne(User.class)).isEqualTo(new User(1, "x", 1));
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    assertThat(cur.rowNumber()).isEqualTo(2);
    cur.scroll(1);
    assertThat(cur.fetchAll(User.class)).containsExactly(new User(4, "x", 4), new User(5, "x", 5));
    assertThat(cur.fetchOne(User.class)).isNull();
    assertThat(cur.fetchAll(User.class)).isEmpty();
    assertThat(cur.rowNumber()).isEqualTo(5);
  }

  @Test
  void fetchingByDifferentClasses() {
    Cursor<Row> cur = conn.cursor().execute("SELECT generate_series(1, 4) AS value");
    assertThat(cur.fetchOne(Positive.class)).isEqualTo(new Positive(1));
    assertThat(cur.fetchOne(Long.class)).isEqualTo(2L);
    assertThat(cur.fetchOne(Positive.class)).isEqualTo(new Positive(3));
    assertThat(cur.fetchOne(String.class)).isEqualTo("4");
    cur.execute("SELECT 5 AS value");
    assertThat(cur.fetchAll(Positive.class)).containsExactly(new Positive(5));
  }

  @Test
  void fetchingByClassNeedsAResult() {
    Cursor<Row> cur = conn.cursor();
    assertThatThrownBy(() -> cur.fetchAll(User.class))
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage("no results to fetch");
    assertThatThrownBy(() -> cur.fetchOne(User.class)).hasMessage("no results to fetch");
    cur.execute("SELECT 1 AS id");
    assertThatThrownBy(() -> cur.fetchOne(User.class))
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur));
    cur.close();
    assertThatThrownBy(() -> cur.fetchOne(User.class)).hasMessage("cursor already closed");
  }
}
