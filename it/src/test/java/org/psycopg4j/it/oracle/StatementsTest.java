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
  private static final List<Cases.Wish> WANTED = List.of();

  @Test
  void areThoseOfPsycopg2() {
    Cases cases = new Cases(WANTED);
    Connection conn = null;
    for (String line : Program.lines("statements.tsv")) {
      String[] fields = line.split("\t", -1);
      if (line.startsWith("# ")) {
        close(conn);
        String[] session = line.split(" ");
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
