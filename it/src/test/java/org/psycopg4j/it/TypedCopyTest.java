// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.CopyWriter;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UndefinedTable;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.sql.SQL;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Range;

/** Rows of values by COPY, in and out, in text and in binary format. */
@Timeout(120)
class TypedCopyTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (id int PRIMARY KEY, full_name text, born date)");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  record Person(int id, String fullName, Optional<LocalDate> born) {}

  private static final List<Person> PEOPLE =
      List.of(
          new Person(1, "Ada\t\\N\n€", Optional.of(LocalDate.of(1815, 12, 10))),
          new Person(2, "", Optional.empty()));

  private String sentFormat() {
    return new String(cur.query(), StandardCharsets.UTF_8).contains("binary") ? "binary" : "text";
  }

  @Test
  void recordsGoInAndComeOut() {
    assertThat(cur.copyAll(PEOPLE, "t")).isEqualTo(2);
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(sentFormat()).isEqualTo("binary");
    try (Stream<Person> people = cur.copyOut("t", Person.class)) {
      assertThat(people.toList()).isEqualTo(PEOPLE);
    }
    assertThat(sentFormat()).isEqualTo("binary");
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
  }

  @Test
  void aWriterThatHasFailedDoesNotFinish() {
    CopyWriter writer = cur.copyIn("t", CopyOptions.defaults().text());
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                writer.writeRow("no number", null, null);
              }
            })
        .isInstanceOf(DataException.class);
    assertThatThrownBy(writer::finish).isInstanceOf(InterfaceException.class);
    writer.close();
  }

  @Test
  void anAbandonedWriterDoesNotFinish() {
    CopyWriter writer = cur.copyIn("t");
    writer.writeRow(1, null, null);
    writer.close();
    assertThatThrownBy(writer::finish).isInstanceOf(InterfaceException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SJIS", "SHIFT_JIS_2004", "GB18030", "UHC"})
  void characterSetsWithAsciiInsideComeOutInText(String encoding) {
    boolean katakana = encoding.startsWith("S");
    List<String> texts =
        katakana
            ? List.of("\uff71", "\uff71\\\uff72\t", "\u8868\\\u8868", "\u30bd\n", "\uff75")
            : List.of("a\\b\t", "\uac00", "\uac00\\\uac00", "\uac00\n");
    conn.setClientEncoding(encoding);
    Cursor<Row> copy = conn.cursor();
    copy.execute(
        "CREATE TYPE pg_temp.kind AS ENUM ('a');"
            + "CREATE TEMP TABLE texts (a text, b text, c pg_temp.kind)");
    copy.copyAll(texts.stream().map(text -> List.of(text, text, "a")).toList(), "texts");
    try (Stream<Row> rows = copy.copyOut(SQL.of("SELECT a, b, c FROM texts"), RowFactory.row())) {
      List<Row> all = rows.toList();
      assertThat(all).extracting(row -> row.get(0)).isEqualTo(texts);
      assertThat(all).extracting(row -> row.get(1)).isEqualTo(texts);
    }
    assertThat(new String(copy.query(), StandardCharsets.US_ASCII)).doesNotContain("binary");
  }

  @Test
  void aQuerysRowsComeOut() {
    try (Stream<Integer> numbers =
        cur.copyOut(SQL.of("SELECT g FROM generate_series(1, 100000) g -- all"), Integer.class)) {
      assertThat(numbers.mapToLong(Integer::longValue).sum()).isEqualTo(5000050000L);
    }
  }

  @Test
  void rowsStayValid() {
    List<Row> rows;
    try (Stream<Row> all =
        cur.copyOut(
            SQL.of("SELECT g, repeat('x', 100) FROM generate_series(1, 5000) g"),
            RowFactory.row())) {
      rows = all.toList();
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(rows.get(i).getInt(0)).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000_000_000})
  void aStreamThatIsClosedEarlyLeavesTheConnectionUsable(long rows) {
    try (Stream<String> all =
        cur.copyOut(
            SQL.of("SELECT repeat('x', 100) || generate_series(1, " + rows + ")"), String.class)) {
      Iterator<String> it = all.iterator();
      assertThat(it.next()).hasSize(101);
      assertThatThrownBy(() -> cur.execute("SELECT 1"))
          .hasMessage("the connection is busy: copy_out is under way on it");
    }
    assertThat(conn.getTransactionStatus())
        .isEqualTo(rows > 1000 ? TransactionStatus.INERROR : TransactionStatus.INTRANS);
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void anErrorInTheMidstIsRaisedByTheStream() {
    try (Stream<Integer> all =
        cur.copyOut(
            SQL.of("SELECT 1 / (50000 - g) FROM generate_series(1, 100000) g"), Integer.class)) {
      assertThatThrownBy(all::count).isInstanceOf(org.psycopg4j.errors.DivisionByZero.class);
    }
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void nothingIsThereOfABlockThatThrows() {
    conn.autocommit(true);
    assertThatThrownBy(
            () -> {
              try (CopyWriter writer = cur.copyIn("t", "id")) {
                for (int i = 0; i < 20_000; i++) {
                  writer.writeRow(i);
                }
                throw new IllegalStateException("oh");
              }
            })
        .isInstanceOf(IllegalStateException.class);
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @Test
  void aWriterThatIsOverTakesNoRow() {
    CopyWriter writer = cur.copyIn("t", "id");
    writer.writeRow(1);
    writer.finish();
    writer.finish();
    writer.close();
    assertThat(writer.rowCount()).isEqualTo(1);
    assertThatThrownBy(() -> writer.writeRow(2))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("over");
    CopyWriter failed = cur.copyIn("t", "id");
    failed.writeRow(2);
    failed.fail("second thoughts");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    cur.copyIn("t", "id").close();
    cur.copyIn("t").finish();
    assertThat(cur.rowCount()).isZero();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServersErrorIsRaised(boolean text) {
    CopyOptions options = text ? CopyOptions.defaults().text() : CopyOptions.defaults();
    assertThatThrownBy(
            () -> {
              try (CopyWriter writer = cur.copyIn("t", options.columns("id"))) {
                for (int i = 0; i < 1_000_000; i++) {
                  writer.writeRow(i % 5000);
                }
                writer.finish();
              }
            })
        .isInstanceOf(UniqueViolation.class);
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aValueThatDoesNotFitIsNamedByItsPlaceAndLeftOut() {
    try (CopyWriter writer = cur.copyIn("t", "id", "full_name")) {
      writer.writeRow(1, "one");
      assertThatThrownBy(() -> writer.writeRow("secret", "two"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("row 2, column id: a value of java.lang.String")
          .message()
          .doesNotContain("secret");
      assertThatThrownBy(() -> writer.writeRow(5_000_000_000L, "two"))
          .isInstanceOf(DataException.class);
      assertThatThrownBy(() -> writer.writeRow(2, "a\0b")).isInstanceOf(DataException.class);
      assertThatThrownBy(() -> writer.writeRow(2))
          .isInstanceOf(ProgrammingException.class)
          .hasMessage("a row of 1 values for 2 columns: id, full_name");
      writer.writeRow(2, null);
      writer.finish();
    }
    assertThat(cur.execute("SELECT id, full_name FROM t").fetchAll().toString())
        .isEqualTo("[(1, 'one'), (2, null)]");
  }

  @Test
  void whatIsNoTableOrColumnIsTheServersError() {
    assertThatThrownBy(() -> cur.copyIn("nosuch"))
        .isInstanceOf(UndefinedTable.class)
        .hasMessageContaining("relation \"nosuch\" does not exist");
    conn.rollback();
    try (CopyWriter writer = cur.copyIn("t", "nosuch")) {
      assertThatThrownBy(() -> writer.writeRow(1))
          .isInstanceOf(org.psycopg4j.errors.UndefinedColumn.class);
    }
    conn.rollback();
    assertThatThrownBy(() -> cur.copyAll(List.of(Map.of("a", 1)), "t"))
        .isInstanceOf(ProgrammingException.class);
    conn.rollback();
  }

  @Test
  void generatedAndDroppedColumnsAreNoColumns() {
    cur.execute(
        """
        CREATE TEMP TABLE g (a int, gone int, b int GENERATED ALWAYS AS (a * 2) STORED, c text);
        ALTER TABLE g DROP COLUMN gone""");
    cur.copyAll(List.of(List.of(1, "x"), new Object[] {2, "y"}), "g");
    assertThat(cur.execute("SELECT a, b, c FROM g").fetchAll().toString())
        .isEqualTo("[(1, 2, 'x'), (2, 4, 'y')]");
  }

  @Test
  void whereAColumnHasNoBinaryFormAllGoesInText() {
    cur.execute(
        """
        CREATE TYPE pg_temp.mood AS ENUM ('sad', 'ok');
        CREATE TEMP TABLE o (a int, m pg_temp.mood, i inet, r int4range, d daterange, p point,
          l inet[], x text[])""");
    cur.copyAll(
        List.of(
            Arrays.asList(
                1,
                "ok",
                Inet.of("10.0.0.1/8"),
                Range.of(1, 5),
                Range.of(LocalDate.of(2020, 1, 2), null),
                AsIs.of("'(1,2)'::point"),
                List.of(Inet.of("::1")),
                Arrays.asList("a\"\\b", null, "NULL", "", "{x,\ty}")),
            Collections.nCopies(8, null)),
        "o");
    assertThat(sentFormat()).isEqualTo("text");
    List<Row> rows =
        cur.execute("SELECT x, a, m::text, i::text, r::text, d::text, p::text, l::text FROM o")
            .fetchAll();
    assertThat(rows.get(0).toList())
        .isEqualTo(
            List.of(
                Arrays.asList("a\"\\b", null, "NULL", "", "{x,\ty}"),
                1,
                "ok",
                "10.0.0.1/8",
                "[1,5)",
                "[2020-01-02,)",
                "(1,2)",
                "{::1}"));
    assertThat(rows.get(1).toList()).isEqualTo(Collections.nCopies(8, null));
  }

  @Test
  void adaptersThatAreRegisteredAreAsked() {
    conn.types().registerAdapter(String.class, text -> AsIs.of("'<" + text + ">'"));
    cur.copyAll(List.of(List.of(1, "x")), "t", "id", "full_name");
    assertThat(sentFormat()).isEqualTo("text");
    assertThat(Shared.value(conn, "SELECT full_name FROM t")).isEqualTo("<x>");
  }

  @ParameterizedTest
  @CsvSource({"LATIN1,é", "SJIS,ソ能表\\", "GBK,乗\\誠", "UTF8,😀"})
  void textsAreInTheConnectionsEncoding(String encoding, String text) {
    conn.setClientEncoding(encoding);
    for (boolean inText : new boolean[] {true, false}) {
      CopyOptions options = inText ? CopyOptions.defaults().text() : CopyOptions.defaults();
      try (CopyWriter writer = cur.copyIn("t", options.columns("id", "full_name"))) {
        writer.writeRow(1, text + "\t\\");
        writer.finish();
      }
      assertThat(Shared.value(conn, "SELECT full_name FROM t")).isEqualTo(text + "\t\\");
      try (Stream<String> out = cur.copyOut(SQL.of("SELECT full_name FROM t"), String.class)) {
        assertThat(out).containsExactly(text + "\t\\");
      }
      try (Stream<Row> out =
          cur.copyOut(
              SQL.of("SELECT full_name, NULL::aclitem, '{}'::refcursor FROM t"),
              RowFactory.row())) {
        assertThat(out.map(row -> row.getString(0))).containsExactly(text + "\t\\");
      }
      conn.rollback();
      conn.setClientEncoding(encoding);
    }
  }

  /** A type, and a random value of it, as it comes back. */
  private record Kind(String type, java.util.function.Function<Seeded, Object> random) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("int2", s -> s.between(-32768, 32767)),
          new Kind("int4", s -> s.between(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          new Kind("int8", s -> s.between(Long.MIN_VALUE, Long.MAX_VALUE)),
          new Kind("float4", s -> Float.intBitsToFloat(s.between(0, 0x7f7fffff))),
          new Kind("float8", s -> Double.longBitsToDouble(s.between(0, 0x7fefffffffffffffL))),
          new Kind("numeric", TypedCopyTest::numeric),
          new Kind("bool", s -> s.between(0, 1) == 1),
          new Kind("text", TypedCopyTest::text),
          new Kind("varchar(40)", s -> "v" + s.between(0, 1000)),
          new Kind("uuid", s -> new UUID(s.between(Long.MIN_VALUE, Long.MAX_VALUE), 5)),
          new Kind("date", s -> LocalDate.ofEpochDay(s.between(-2_000_000, 3_000_000))),
          new Kind("time", s -> LocalTime.ofNanoOfDay(s.between(0, 86_399_999_999L) * 1000)),
          new Kind(
              "timetz",
              s ->
                  OffsetTime.of(
                      LocalTime.ofSecondOfDay(s.between(0, 86_399)),
                      ZoneOffset.ofTotalSeconds(s.between(-50_000, 50_000)))),
          new Kind(
              "timestamp",
              s ->
                  LocalDateTime.ofEpochSecond(
                      s.between(-100_000_000_000L, 100_000_000_000L),
                      s.between(0, 999_999) * 1000,
                      ZoneOffset.UTC)),
          new Kind(
              "timestamptz",
              s ->
                  OffsetDateTime.ofInstant(
                      Instant.ofEpochSecond(
                          s.between(-100_000_000_000L, 100_000_000_000L),
                          s.between(0, 999_999) * 1000L),
                      ZoneOffset.UTC)),
          new Kind(
              "interval",
              s ->
                  new Interval(
                      s.between(-1000, 1000),
                      s.between(-1000, 1000),
                      s.between(-1_000_000_000_000L, 1_000_000_000_000L))),
          new Kind("int4[]", s -> list(s, e -> e.between(-9, 9))),
          new Kind("text[]", s -> list(s, TypedCopyTest::text)),
          new Kind("numeric[]", s -> list(s, TypedCopyTest::numeric)));

  private static BigDecimal numeric(Seeded s) {
    BigInteger digits = BigInteger.ONE;
    int length = s.between(0, 8);
    for (int i = 0; i < length; i++) {
      digits =
          digits
              .multiply(BigInteger.valueOf(s.between(1, 100_000_000)))
              .multiply(BigInteger.valueOf(s.between(0, 5) == 0 ? 10_000 : 1));
    }
    if (s.between(0, 5) == 0) {
      digits = BigInteger.ZERO;
    }
    return new BigDecimal(s.between(0, 1) == 0 ? digits : digits.negate(), s.between(0, 20));
  }

  private static String text(Seeded s) {
    StringBuilder text = new StringBuilder();
    String letters = "ab\t\n\r\\'\"{},N é€😀\b\f\u000b.";
    int length = s.between(0, 8);
    for (int i = 0; i < length; i++) {
      int at =
          letters.offsetByCodePoints(
              0, s.between(0, letters.codePointCount(0, letters.length()) - 1));
      text.appendCodePoint(letters.codePointAt(at));
    }
    return text.toString();
  }

  private static List<Object> list(Seeded s, java.util.function.Function<Seeded, Object> element) {
    List<Object> list = new ArrayList<>();
    int length = s.between(0, 4);
    for (int i = 0; i < length; i++) {
      list.add(s.between(0, 4) == 0 ? null : element.apply(s));
    }
    return list;
  }

  @Test
  void randomRowsOfEveryTypeAreTheSameInTextInBinaryAndByInsert() {
    Seeded.each(
        3,
        seeded -> {
          compareFormats(seeded);
          conn.rollback();
        });
  }

  private void compareFormats(Seeded seeded) {
    cur.execute("SET TimeZone = 'UTC'");
    StringBuilder columns = new StringBuilder("n int");
    for (int i = 0; i < KINDS.size(); i++) {
      columns.append(", c").append(i).append(' ').append(KINDS.get(i).type());
    }
    for (String table : List.of("bin", "txt", "ins")) {
      cur.execute("CREATE TEMP TABLE " + table + " (" + columns + ")");
    }
    List<List<Object>> rows =
        IntStream.range(0, 300)
            .mapToObj(
                n -> {
                  List<Object> row = new ArrayList<>();
                  row.add(n);
                  for (Kind kind : KINDS) {
                    boolean isNull = n > 0 && seeded.between(0, 9) == 0;
                    row.add(isNull ? null : kind.random().apply(seeded));
                  }
                  return row;
                })
            .toList();
    cur.copyAll(rows, "bin");
    assertThat(sentFormat()).isEqualTo("binary");
    try (CopyWriter writer = cur.copyIn("txt", CopyOptions.defaults().text())) {
      rows.forEach(row -> writer.writeRow(row.toArray()));
      writer.finish();
    }
    cur.executeValues("INSERT INTO ins VALUES %s", rows);
    StringWriter bin = new StringWriter();
    StringWriter txt = new StringWriter();
    StringWriter ins = new StringWriter();
    cur.copyExpert("COPY (SELECT * FROM bin ORDER BY n) TO STDOUT", bin);
    cur.copyExpert("COPY (SELECT * FROM txt ORDER BY n) TO STDOUT", txt);
    cur.copyExpert("COPY (SELECT * FROM ins ORDER BY n) TO STDOUT", ins);
    assertThat(bin.toString()).isEqualTo(ins.toString());
    assertThat(txt.toString()).isEqualTo(ins.toString());
    List<Row> inserted = cur.execute("SELECT * FROM ins ORDER BY n").fetchAll();
    try (Stream<Row> out = cur.copyOut(SQL.of("SELECT * FROM bin ORDER BY n"), RowFactory.row())) {
      assertThat(out.map(Row::toList)).isEqualTo(inserted.stream().map(Row::toList).toList());
    }
    assertThat(sentFormat()).isEqualTo("binary");
    try (Stream<Row> out =
        cur.copyOut(SQL.of("SELECT *, NULL::aclitem AS z FROM txt ORDER BY n"), RowFactory.row())) {
      assertThat(out.map(row -> row.toList().subList(0, KINDS.size() + 1)))
          .isEqualTo(inserted.stream().map(Row::toList).toList());
    }
  }

  @Test
  void theEndsOfTheRangesAndOtherClassesFit() {
    cur.execute(
        """
        CREATE TEMP TABLE e (a int, n numeric, d date, ts timestamp, tz timestamptz, i interval,
          f float8, j jsonb, b bytea, m int[])""");
    List<List<Object>> rows =
        List.of(
            List.of(
                (short) 1,
                Double.NaN,
                LocalDate.MAX,
                LocalDateTime.MAX,
                OffsetDateTime.MAX,
                Duration.ofDays(-1).plusMillis(1500),
                0.1f,
                Json.text("{\"a\": 1}"),
                new byte[] {0, -1, '\\', '\n'},
                new int[][] {{1, 2}, {3, 4}}),
            List.of(
                2L,
                new BigDecimal("-1E+3"),
                LocalDate.MIN,
                LocalDateTime.MIN,
                Instant.MIN,
                java.time.Period.of(1, 2, -3),
                7,
                "[1]",
                new byte[0],
                List.of()));
    cur.copyAll(rows, "e");
    assertThat(sentFormat()).isEqualTo("binary");
    StringWriter binary = new StringWriter();
    cur.copyTo(binary, "e");
    cur.execute("TRUNCATE e");
    cur.executeValues("INSERT INTO e VALUES %s", rows);
    StringWriter inserted = new StringWriter();
    cur.copyTo(inserted, "e");
    assertThat(binary.toString()).isEqualTo(inserted.toString());
  }
}
