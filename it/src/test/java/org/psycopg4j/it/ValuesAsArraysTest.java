// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.ValuesOptions;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.PsycopgException;

/** Pages of executeValues that go out as an array for each column leave what literals leave. */
class ValuesAsArraysTest {
  private static final String COLUMNS =
      "i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, n numeric, n2 numeric(8,2), t text,"
          + " v varchar(12), c char(12), d date, ts timestamp, tz timestamptz, b bool, u uuid,"
          + " y bytea, j jsonb, iv interval, a int4[]";

  private Connection arrays;
  private Connection literals;

  @BeforeEach
  void connect() {
    arrays = Psycopg.connect(Shared.server().dsn());
    literals = Psycopg.connect(Shared.server().dsn(), options -> options.prepareThreshold(-1));
  }

  @AfterEach
  void close() {
    arrays.close();
    literals.close();
  }

  private static List<Object[]> rows(int count, IntFunction<Object[]> row) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row.apply(i));
    }
    return rows;
  }

  /** What a program leaves: what came back, the counts, the table, or the error. */
  private static List<Object> outcome(
      Connection conn, String create, String insert, Iterable<?> rows) {
    List<Object> outcome = new ArrayList<>();
    Cursor<Row> cur = conn.cursor();
    cur.execute(create);
    conn.commit();
    try {
      cur.executeValues(insert, rows, ValuesOptions.defaults().pageSize(64));
      outcome.add(cur.rowCount());
      outcome.add(cur.statusMessage());
      outcome.add(new String(cur.query(), StandardCharsets.UTF_8));
      if (cur.description() != null) {
        cur.fetchAll().forEach(row -> outcome.add(row.toString()));
      }
    } catch (PsycopgException e) {
      outcome.add(e.getClass());
      if (e instanceof DatabaseException error && error.diag() != null) {
        outcome.add(error.diag().messagePrimary());
        outcome.add(error.diag().messageDetail());
        outcome.add(error.diag().constraintName());
      }
      outcome.add(conn.getTransactionStatus());
      conn.rollback();
    }
    cur.execute("SELECT taken::text FROM taken");
    cur.fetchAll().forEach(row -> outcome.add(row.getString(0)));
    conn.rollback();
    cur.execute("DROP TABLE taken CASCADE");
    conn.commit();
    return outcome;
  }

  private void assertSame(String create, String insert, Iterable<?> rows) {
    for (boolean autocommit : new boolean[] {false, true}) {
      arrays.autocommit(autocommit);
      literals.autocommit(autocommit);
      assertThat(outcome(arrays, create, insert, rows))
          .isEqualTo(outcome(literals, create, insert, rows));
    }
  }

  private void assertSameColumn(String column, IntFunction<Object> values) {
    assertSame(
        "CREATE TEMP TABLE taken (id int, x %s)".formatted(column),
        "INSERT INTO taken (id, x) VALUES %s",
        rows(300, i -> new Object[] {i, values.apply(i)}));
  }

  private long promoted() {
    return arrays.info().promotedExecutions();
  }

  @Test
  void ofAllKindsOfValues() {
    OffsetDateTime now = OffsetDateTime.parse("2020-02-29T12:30:00.123456+02:00");
    assertSame(
        "CREATE TEMP TABLE taken (" + COLUMNS + ")",
        "INSERT INTO taken VALUES %s",
        rows(
            500,
            i ->
                new Object[] {
                  i,
                  i * 1000,
                  i * 10_000_000_000L,
                  i / 3.0,
                  i / 7.0,
                  BigDecimal.valueOf(i, 5),
                  i / 8.0,
                  "text " + i + " \\ ' \" {,} % %s é",
                  i % 10 == 0 ? null : "v" + i,
                  "c" + i,
                  LocalDate.of(2000, 1, 1).plusDays(i),
                  LocalDate.of(2000, 1, 1).plusDays(i).atTime(1, 2, 3),
                  now.plusMinutes(i),
                  i % 3 == 0 ? null : i % 2 == 0,
                  new UUID(i, i),
                  new byte[] {(byte) i, 0, '\\'},
                  "{\"i\": " + i + "}",
                  i + " minutes",
                  null
                }));
    assertSame(
        "CREATE TEMP TABLE taken (" + COLUMNS + ")",
        "INSERT INTO taken (i4, a) VALUES %s",
        rows(100, i -> new Object[] {i, List.of(i, 2)}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int2",
        "int8",
        "numeric",
        "numeric(6,2)",
        "float4",
        "float8",
        "text",
        "varchar(9)",
        "char(9)",
        "money"
      })
  void ofNumbersInColumnsOfManyTypes(String type) {
    assertSameColumn(type, i -> i);
    assertSameColumn(type, i -> -i);
    assertSameColumn(type, i -> i / 3.0);
    assertSameColumn(type, i -> i % 2 == 0 ? i : i / 7.0);
    assertSameColumn(type, i -> i == 200 ? Double.NaN : i * 0.1);
    assertSameColumn(type, i -> new BigDecimal(i + ".50"));
    assertSameColumn(type, i -> i == 100 ? 5_000_000_000L : i);
    assertSameColumn(type, i -> i % 5 == 0 ? null : (float) (i * 0.1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date",
        "timestamp",
        "timestamptz(0)",
        "time",
        "interval",
        "int4",
        "numeric(5,1)",
        "float8",
        "bool",
        "varchar(4)",
        "char(4)",
        "text",
        "uuid",
        "json",
        "jsonb",
        "inet",
        "text[]",
        "bytea",
        "bit(3)",
        "xml",
        "name",
        "int4range"
      })
  void ofStringsInColumnsOfManyTypes(String type) {
    assertSameColumn(type, i -> "2020-01-" + (1 + i % 30));
    assertSameColumn(type, i -> "12:0" + i % 10);
    assertSameColumn(type, i -> "" + i % 2);
    assertSameColumn(type, i -> i % 5 == 0 ? null : " " + i + "  ");
    assertSameColumn(type, i -> i == 250 ? "{nonsense \\ \" '" : "1");
    assertSameColumn(type, i -> "{\"a\": " + i + "}");
  }

  @Test
  void whenItReallyGoesAsArrays() {
    Cursor<Row> cur = arrays.cursor();
    cur.execute("CREATE TEMP TABLE taken (i int, t text, d float8)");
    long before = promoted();
    cur.executeValues(
        "INSERT INTO taken VALUES %s", rows(1000, i -> new Object[] {i, "t" + i, i * 0.5}));
    assertThat(promoted() - before).isEqualTo(9); // the first page shows that no rows come back
    cur.executeValues(
        "INSERT INTO taken VALUES %s", rows(1000, i -> new Object[] {i, "t" + i, i * 0.5}));
    assertThat(promoted() - before).isEqualTo(19);
    cur.execute("SELECT count(*), sum(i), sum(d), count(DISTINCT t) FROM taken");
    assertThat(cur.fetchOne()).hasToString("(2000, 999000, 499500.0, 1000)");
  }

  @Test
  void ofConflictsReturnedRowsDefaultsAndPerCents() {
    assertSame(
        "CREATE TEMP TABLE taken (id int PRIMARY KEY, t text DEFAULT 'x', k serial)",
        "INSERT INTO taken AS them (id, t) VALUES %s"
            + " ON CONFLICT (id) DO UPDATE SET t = them.t || '%%' || excluded.t"
            + " WHERE them.id %% 2 = 0 RETURNING id, t, k, id %% 3 AS m",
        rows(400, i -> new Object[] {i % 150, "t" + i}));
    assertSame(
        "CREATE TEMP TABLE taken (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id * 2) STORED)",
        "insert into taken(id)values%s on conflict do nothing",
        rows(400, i -> new Object[] {i % 300}));
    assertSame(
        "CREATE TEMP TABLE taken (id int GENERATED ALWAYS AS IDENTITY, t text)",
        "INSERT INTO taken (id, t) OVERRIDING SYSTEM VALUE VALUES %s -- and a comment",
        rows(100, i -> new Object[] {i, "t" + i}));
    assertSame(
        "CREATE TEMP TABLE taken (id int, t text)",
        "/* VALUES */ INSERT INTO taken VALUES %s; SELECT 5",
        rows(100, i -> new Object[] {i, "t" + i}));
    assertSame(
        "CREATE TEMP TABLE taken (id int, t text);"
            + "CREATE RULE again AS ON INSERT TO taken DO ALSO SELECT new.id + 1",
        "INSERT INTO taken VALUES %s",
        rows(200, i -> new Object[] {i, "t" + i}));
  }

  @Test
  void ofErrors() {
    String create = "CREATE TEMP TABLE taken (id int PRIMARY KEY CHECK (id <> 170), t varchar(5))";
    String insert = "INSERT INTO taken VALUES %s";
    assertSame(create, insert, rows(300, i -> new Object[] {i == 130 ? 7 : i % 165, "t"}));
    assertSame(create, insert, rows(300, i -> new Object[] {i, "t"}));
    assertSame(create, insert, rows(150, i -> new Object[] {i, i == 140 ? "too long" : "t"}));
    assertSame(create, insert, rows(150, i -> new Object[] {i == 140 ? null : i, "t"}));
    assertSame(create, insert, rows(150, i -> new Object[] {i, "t", i}));
    assertSame(create, insert, rows(150, i -> i == 80 ? new Object[] {i} : new Object[] {i, "t"}));
    assertSame(create, insert, rows(150, i -> new Object[] {i == 80 ? "x" : "" + i, "t"}));
    assertSame(create, insert, rows(150, i -> new Object[] {i == 80 ? LocalDate.MIN : i, "t"}));
    assertSame(create, "INSERT INTO nowhere VALUES %s", rows(150, i -> new Object[] {i, "t"}));
    assertSame(create, "INSERT INTO taken (nothing) VALUES %s", rows(90, i -> new Object[] {i}));
  }

  @Test
  void rowsComeAsListsAndRecords() {
    record Taken(int id, String t) {}
    String create = "CREATE TEMP TABLE taken (id int, t text)";
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(i % 2 == 0 ? new Taken(i, "r" + i) : Arrays.asList(i, i % 3 == 0 ? null : "l" + i));
    }
    assertSame(create, "INSERT INTO taken VALUES %s", rows);
  }

  @Test
  void anErrorLeavesTheTransactionFailed() {
    Cursor<Row> cur = arrays.cursor();
    cur.execute("CREATE TEMP TABLE taken (id int PRIMARY KEY)");
    DatabaseException error =
        catchThrowableOfType(
            DatabaseException.class,
            () ->
                cur.executeValues(
                    "INSERT INTO taken VALUES %s", rows(500, i -> new Object[] {i % 450})));
    assertThat(error.pgcode()).isEqualTo("23505");
    assertThat(error.getSuppressed()[0]).hasMessageContaining("rows 400 to 499");
    assertThat(arrays.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
  }
}
