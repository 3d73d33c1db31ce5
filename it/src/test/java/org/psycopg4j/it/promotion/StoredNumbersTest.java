// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.Seeded;

/** Numbers that a column is set to are stored as their literals are, of whatever kind each is. */
class StoredNumbersTest {
  private static final int OFF = -1;

  private static final List<Object> NUMBERS =
      Arrays.asList(
          0,
          5,
          -5,
          null,
          32767,
          32768,
          -32768,
          -32769,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          2147483648L,
          -2147483649L,
          (1L << 53) + 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          (short) 7,
          (byte) -7,
          0.0,
          -0.0,
          1.5,
          2.5,
          -2.5,
          3.0,
          1e15,
          1e16,
          0x1p63,
          -0x1p63,
          1e300,
          1e-300,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.1f,
          Float.NaN,
          new BigDecimal("0"),
          new BigDecimal("0E-7"),
          new BigDecimal("0E+40"),
          new BigDecimal("3.00"),
          new BigDecimal("1.005"),
          new BigDecimal("-1.995"),
          new BigDecimal("1E+3"),
          new BigDecimal("1E+18"),
          new BigDecimal("9223372036854775807.0"),
          new BigDecimal("9223372036854775808.0"),
          new BigDecimal("0.1000000000000000055511151231257827"),
          new BigDecimal("2.2250738585072011e-308"),
          new BigDecimal("1e-400"),
          new BigDecimal("1e400"),
          new BigDecimal(
              "179769313486231580793728971405303415079934132710037826936173778980444"
                  + "968292764750946649017977587207096330286416692887910946555547851940402630657488671"
                  + "505820681908902000708383676273854845817711531764475730270069855571366959622842914"
                  + "819860834936475292719074168444365510704342711559699508093042880"),
          BigInteger.TEN,
          BigInteger.ONE.shiftLeft(63),
          BigInteger.ONE.shiftLeft(63).negate(),
          BigInteger.TEN.pow(400));

  private Connection off;
  private Connection forced;

  @BeforeEach
  void connect() {
    off = Own.connect(OFF);
    forced = Own.connect(Own.FORCED);
  }

  @AfterEach
  void close() {
    off.close();
    forced.close();
  }

  private static void create(Connection conn, String type) {
    conn.cursor()
        .execute(
            "CREATE DOMAIN pg_temp.small AS int CHECK (VALUE < 100);"
                + " CREATE TEMP TABLE stored (id int PRIMARY KEY, x "
                + type
                + ", y int)");
    conn.commit();
  }

  /** What executing a statement with a number leaves. */
  private static String outcome(Connection conn, String sql, Object... arguments) {
    Cursor<Row> cur = conn.cursor();
    cur.execute("SAVEPOINT test");
    String outcome;
    try {
      cur.execute(sql, arguments);
      outcome = cur.statusMessage() + " " + cur.query().length;
    } catch (PsycopgException e) {
      outcome = e.getClass().getSimpleName() + " " + e.getMessage();
      conn.cursor().execute("ROLLBACK TO test");
    }
    return outcome + " " + Own.rows(conn, "SELECT id, x::text, y FROM stored ORDER BY id");
  }

  private void same(String sql, Object... arguments) {
    assertThat(outcome(forced, sql, arguments))
        .as(sql + " " + Shown.of(Arrays.asList(arguments)))
        .isEqualTo(outcome(off, sql, arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int2",
        "int4",
        "int8",
        "numeric",
        "numeric(6,2)",
        "float4",
        "float8",
        "text",
        "varchar(9)",
        "bool",
        "money",
        "date",
        "pg_temp.small",
        "int4[]"
      })
  void eachNumberInEachColumn(String type) {
    create(off, type);
    create(forced, type);
    for (Object number : NUMBERS) {
      same("INSERT INTO stored VALUES (%s, %s, 1)", 1, number);
      same("INSERT INTO stored (x, id) VALUES (%s, %s) ON CONFLICT DO NOTHING", number, 2);
      same(
          "INSERT INTO stored (id, x) VALUES (%s, 1)"
              + " ON CONFLICT (id) DO UPDATE SET x = %s, y = %s",
          1, number, 3);
      same("UPDATE stored SET x = %s", number);
      same("UPDATE stored SET x = %s, y = %s WHERE id = %s", number, number, 1);
      same("DELETE FROM stored WHERE id IN (%s, %s)", 1, 2);
    }
  }

  @Test
  void placesThatOnlyLookAlike() {
    create(off, "numeric");
    create(forced, "numeric");
    for (Object number : List.of(1, 5_000_000_000L, 2.5, new BigDecimal("7.50"))) {
      same("INSERT INTO stored VALUES (1, %s + 1, 2)", number);
      same("INSERT INTO stored VALUES (2, -%s)", number);
      same("INSERT INTO stored VALUES (3, (%s))", number);
      same("INSERT INTO stored VALUES (4, %s), (5, %s)", number, 1);
      same("INSERT INTO stored SELECT 6, v FROM (VALUES (%s)) t (v)", number);
      same("INSERT INTO stored SELECT 7, %s / 2", number);
      same("INSERT INTO stored VALUES (8, (SELECT %s / 2))", number);
      same("INSERT INTO stored VALUES (9, %s::int)", number);
      same("INSERT INTO stored VALUES (10, greatest(%s, 3))", number);
      same("WITH v AS (VALUES (%s, 1.5)) INSERT INTO stored SELECT * FROM v", 11);
      same("UPDATE stored SET x = x + %s WHERE x = %s", number, number);
      same("UPDATE stored SET (x, y) = (%s, 1) WHERE id = 1", number);
      same("UPDATE stored SET x = CASE WHEN x = %s THEN %s ELSE x END", number, number);
      same("DELETE FROM stored");
    }
  }

  @Test
  void manyRowsOfMixedNumbersAndNulls() {
    Seeded.each(
        8,
        seeded -> {
          Random random = new Random(seeded.between(0, Integer.MAX_VALUE));
          List<Object[]> rows = new ArrayList<>();
          List<Object> numbers = new ArrayList<>(List.of(1, -1, 70_000L, 2.5, 3.0, -0.0));
          numbers.add(null);
          numbers.add(new BigDecimal("2.50"));
          numbers.add(5_000_000_000L);
          for (int i = 0; i < 500; i++) {
            Collections.shuffle(numbers, random);
            rows.add(new Object[] {i, numbers.get(0), random.nextInt(3) == 0 ? null : i % 7 - 3});
          }
          for (String type : List.of("int8", "numeric(14,3)", "float8", "float4")) {
            assertThat(stored(forced, type, rows)).isEqualTo(stored(off, type, rows));
          }
        });
    assertThat(forced.info().promotedExecutions()).isGreaterThan(8 * 3 * 300);
  }

  private static List<List<Object>> stored(Connection conn, String type, List<Object[]> rows) {
    Cursor<Row> cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE stored (id int PRIMARY KEY, x " + type + ", y int)");
    cur.executeMany("INSERT INTO stored VALUES (%s, %s, %s)", rows);
    List<List<Object>> stored = new ArrayList<>(List.of(List.of(cur.rowCount())));
    stored.addAll(Own.rows(conn, "SELECT id, x::text, y FROM stored ORDER BY id"));
    conn.rollback();
    return stored;
  }
}
