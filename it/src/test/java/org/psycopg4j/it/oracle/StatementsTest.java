// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** The bytes of statements with arguments, in six encodings and both ways to write strings. */
class StatementsTest {
  private static final List<Wish> WANTED =
      List.of(
          Wish.alike(
              "an empty Tuple is (NULL), so that IN %s is valid SQL; psycopg2's () is not",
              sql -> sql.replace("()", "(NULL)")),
          Wish.alike(
              "a list of empty lists is the empty array '{}'; psycopg2's ARRAY[ARRAY[]] is no SQL",
              StatementsTest::withoutEmptyArrays),
          Wish.alike(
              "NaN is a Double, as no BigDecimal can be it; in a range psycopg2 quotes it wrongly",
              sql -> sql.replaceAll("\\\\'NaN\\\\'::(numeric|float)", "NaN")),
          Wish.alike(
              "arguments in Java are neither a list nor a tuple",
              sql -> sql.replace("list index out of range", "tuple index out of range")),
          Wish.alike(
              "the text for what an encoding has not names no value, and Java's charset",
              sql ->
                  sql.replaceAll(
                      "^(!UnicodeEncodeError - ).* in position (\\d+).*", "$1position $2")),
          Wish.of(
              "EUC_JP has the letters that PostgreSQL has in it; Python's codec lacks some",
              one ->
                  one.input().startsWith("EUCJP")
                      && one.expected().contains("character \\'\\\\u2460\\'")
                      && !one.actual().startsWith("!")),
          Wish.of(
              "names are text in every encoding; psycopg2 takes them for UTF-8",
              one ->
                  one.expected().startsWith("!UnicodeDecodeError")
                      && one.input().contains("%(é)s")
                      && !one.actual().startsWith("!")));

  private static String withoutEmptyArrays(String sql) {
    String shorter = sql.replaceAll("ARRAY\\[ARRAY\\[](,ARRAY\\[])*]", "ARRAY[]");
    return shorter.equals(sql) ? sql.replace("ARRAY[]", "\\'{}\\'") : withoutEmptyArrays(shorter);
  }

  @Test
  void areThoseOfPsycopg2() {
    Cases cases = new Cases(WANTED);
    Connection conn = null;
    for (String line : Program.lines("statements.tsv")) {
      String[] fields = line.split("\t", -1);
      if (line.startsWith("# ")) {
        close(conn);
        String[] session = line.split(" ", -1);
        conn =
            Psycopg.connect(
                Oracle.dsn(),
                options ->
                    options
                        .set("client_encoding", session[1])
                        .options("-c standard_conforming_strings=" + session[2]));
        continue;
      }
      Cursor<Row> cur = conn.cursor();
      cases.compare(
          String.join("  ", conn.encoding(), fields[0], fields[1]),
          fields[2],
          () -> mogrify(cur, (String) Notation.value(fields[0]), Notation.value(fields[1])));
    }
    close(conn);
    cases.assertSame(2500);
  }

  private static String mogrify(Cursor<Row> cur, String sql, Object arguments) {
    byte[] bytes = CursorSteps.mogrify(cur, sql, arguments);
    return Values.show(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static void close(Connection conn) {
    if (conn != null) {
      conn.close();
    }
  }
}
