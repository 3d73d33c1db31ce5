// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;

/** Values of types that are registered: hstore, composites and a range, and their arrays. */
class RegisteredTest {
  @Test
  void areThoseOfPsycopg2() {
    Cases cases = new Cases(List.of());
    try (Connection conn = Oracle.admin();
        Cursor<Row> cur = conn.cursor()) {
      conn.types().registerHstore();
      conn.types().registerComposite("point3");
      conn.types().registerComposite("nested3");
      conn.types().registerRange("textrange");
      for (String line : Program.lines("registered.tsv")) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals("mogrify")) {
          Object value = Notation.value(fields[1]);
          cases.compare(
              line,
              fields[2],
              () -> Values.show(new String(cur.mogrify("%s", value), StandardCharsets.UTF_8)));
          continue;
        }
        Row row = cur.execute("SELECT " + Notation.value(fields[0]) + " AS v").fetchOne();
        cases.compare(fields[0] + ", its text", fields[1], Values.show(row.getString(0)));
        cases.compare(
            fields[0], Values.show(Notation.value(fields[2])), () -> Values.show(row.get(0)));
      }
    }
    cases.assertSame(700);
  }
}
