// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.Seeded;

/** Random values, many in a statement, come back as they were. */
class RandomValuesTest {
  private static final int CASES = 40;
  private static final int VALUES = 25; // in a statement

  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Shared.autocommit();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  /** What a statement returns that has this placeholder for each of the values. */
  private static List<Object> sent(String placeholder, List<Object> values) {
    Row row =
        conn.cursor()
            .execute(
                "SELECT " + String.join(", ", Collections.nCopies(values.size(), placeholder)),
                values.toArray())
            .fetchOne();
    return row.toList();
  }

  private static List<Object> some(Supplier<Object> values) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      list.add(values.get());
    }
    return list;
  }

  private static void comeBack(String placeholder, List<Object> values) {
    List<Object> got = sent(placeholder, values);
    for (int i = 0; i < values.size(); i++) {
      assertThat(got.get(i)).isEqualTo(values.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void strings(String standardConformingStrings) {
    Shared.run(conn, "SET standard_conforming_strings TO " + standardConformingStrings);
    Seeded.each(CASES, random -> comeBack("%s", some(() -> random.string(60))));
    Shared.run(conn, "RESET standard_conforming_strings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void bytes(String standardConformingStrings) {
    Shared.run(conn, "SET standard_conforming_strings TO " + standardConformingStrings);
    Seeded.each(CASES, random -> comeBack("%s", some(() -> random.bytes(60))));
    Shared.run(conn, "RESET standard_conforming_strings");
  }

  @Test
  void wholeNumbers() {
    Seeded.each(CASES, random -> comeBack("(%s)::int4", some(random::anyInt)));
    Seeded.each(CASES, random -> comeBack("(%s)::int8", some(random::anyLong)));
  }

  @Test
  void doubles() {
    Seeded.each(CASES, random -> comeBack("%s::float8", some(random::anyDouble)));
  }

  @Test
  void decimals() {
    Seeded.each(
        CASES,
        random -> {
          List<Object> values = some(random::decimal);
          List<Object> got = sent("(%s)::numeric", values);
          for (int i = 0; i < values.size(); i++) {
            BigDecimal value = (BigDecimal) values.get(i);
            BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
            assertThat(got.get(i)).isEqualTo(whole);
          }
        });
  }

  @Test
  void datesAndTimes() {
    Seeded.each(CASES, random -> comeBack("%s", some(random::date)));
    Seeded.each(CASES, random -> comeBack("%s", some(random::time)));
    Seeded.each(CASES, random -> comeBack("%s", some(random::timestamp)));
    Seeded.each(
        CASES, random -> comeBack("%s", some(() -> random.timestamp().atOffset(ZoneOffset.UTC))));
  }

  @Test
  void lists() {
    Seeded.each(
        CASES,
        random -> comeBack("%s::text[]", some(() -> random.list(8, () -> random.string(9)))));
    Seeded.each(
        CASES, random -> comeBack("%s::int8[]", some(() -> random.list(8, random::anyLong))));
    Seeded.each(CASES, random -> comeBack("%s::date[]", some(() -> random.list(8, random::date))));
  }
}
