// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.types.Interval;

/** Values of every type of the server, random and at the edges, in three time zones. */
class CastsTest {
  /** The classes that one type of psycopg2 stands for; a Double is a numeric that is no number. */
  private static final Map<String, List<Class<?>>> CLASSES =
      Map.ofEntries(
          Map.entry("smallint", List.of(Integer.class)),
          Map.entry("integer", List.of(Integer.class)),
          Map.entry("bigint", List.of(Long.class)),
          Map.entry("oid", List.of(Long.class)),
          Map.entry("real", List.of(Float.class)),
          Map.entry("double precision", List.of(Double.class)),
          Map.entry("numeric", List.of(BigDecimal.class, Double.class)),
          Map.entry("interval", List.of(Interval.class)),
          Map.entry("date", List.of(LocalDate.class)),
          Map.entry("time without time zone", List.of(LocalTime.class)),
          Map.entry("time with time zone", List.of(OffsetTime.class)),
          Map.entry("timestamp without time zone", List.of(LocalDateTime.class)),
          Map.entry("timestamp with time zone", List.of(OffsetDateTime.class)),
          Map.entry("uuid", List.of(UUID.class)));

  private static final List<Wish> WANTED =
      List.of(
          Wish.of(
              "an array of box, whose values have semicolons between them, is a list like others",
              one -> one.input().startsWith("box[]") && one.actual().startsWith("[")),
          Wish.of(
              "an array of vectors is a list of texts; psycopg2 takes it for one of numbers",
              one ->
                  one.input().matches("(int2|oid)vector\\[].*")
                      && one.expected().startsWith("!ValueError - 'invalid literal for int()")
                      && one.actual().startsWith("[")),
          Wish.of(
              "bounds of several dimensions are read over as those of one are",
              one -> one.expected().startsWith("!DataError - 'array does not start with")),
          Wish.of(
              "a long interval is what it is; psycopg2's timedelta overflows",
              one ->
                  one.expected().startsWith("!OverflowError")
                      && one.actual().startsWith("timedelta(")),
          Wish.of(
              "a year before 1 or after 9999 is a year like others; Python's dates end there",
              one ->
                  one.expected().matches("!ValueError - 'year .* is out of range'")
                      && !one.actual().startsWith("!")),
          Wish.of(
              "infinity is MAX and MIN of Java's dates and times, in arrays as well; psycopg2 has"
                  + " those of Python, and raises for arrays",
              one ->
                  one.input().contains("infinity")
                      && one.actual().contains("999999999-")
                      && (one.expected().equals("!DataError - 'unable to parse date'")
                          || one.expected().matches(".*(9999-12-31|0001-01-01).*"))));

  @Test
  void areThoseOfPsycopg2() {
    Cases cases = new Cases(WANTED);
    try (Connection conn = Oracle.admin();
        Cursor<Row> cur = conn.cursor()) {
      for (String line : Program.lines("casts.tsv")) {
        String[] fields = line.split("\t", -1);
        if (line.startsWith("# ")) {
          String[] session = line.split(" ", -1);
          cur.execute("SET timezone TO %s", session[1]);
          cur.execute("SET bytea_output TO %s", session[2]);
          continue;
        }
        Row row = cur.execute("SELECT " + Notation.value(fields[0]) + " AS v").fetchOne();
        String input = fields[1] + "  " + fields[0];
        cases.compare(input + ", its text", fields[2], Values.show(row.getString(0)));
        cases.compare(input, normal(fields[3]), () -> shown(row.get(0), fields[1]));
      }
    }
    cases.assertSame(4900);
  }

  /** psycopg2's value as a Java program writes it. */
  private static String normal(String value) {
    return value.startsWith("!") ? value : Values.show(Notation.value(value));
  }

  private static String shown(Object value, String type) {
    List<Class<?>> classes = CLASSES.get(type);
    return value == null || classes == null || classes.contains(value.getClass())
        ? Values.show(value)
        : "a " + value.getClass();
  }
}
