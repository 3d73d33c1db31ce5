// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.types.Range;

/** Types called like key words of SQL, or like nothing that is a name without quotes. */
class TypeNamesTest {
  private static final List<String> ODD =
      List.of(
          "Mixed", "a b", "a\"b", "a.b", "a;b", "a'b", "a%sb", "1a", "ä", "$", "x$", "--", "\\");

  private enum Mood {
    SAD
  }

  private record Card(int value) {}

  private static List<String> names(Connection conn) {
    List<String> names = new ArrayList<>(ODD);
    for (Row row :
        conn.cursor().execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'")) {
      names.add(row.getString(0));
    }
    names.addAll(List.of("double", "interval", "name", "type", "unknown", "text"));
    return names;
  }

  @Test
  void rangesAreNamedWhateverTheyAreCalled() {
    try (OwnSchema schema = OwnSchema.create();
        Connection conn = schema.connect();
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("SET search_path TO " + schema.name() + ", pg_catalog"); // before "text"
      for (String name : names(conn)) {
        String quoted = conn.quoteIdent(name);
        cur.execute("CREATE TYPE " + quoted + " AS RANGE (subtype = pg_catalog.float8)");
        Row row =
            cur.execute(
                    "SELECT pg_typeof(%s) = %s::regtype, pg_typeof(%s) = %s::regtype, lower(%s)",
                    Range.of(1.5, 2.5).as(name),
                    quoted,
                    Range.empty().as(name),
                    quoted,
                    Range.of(1.5, 2.5).as(schema.name(), name))
                .fetchOne();
        assertThat(row).as(name).containsExactly(true, true, 1.5);
        cur.execute("DROP TYPE " + quoted);
      }
    }
  }

  @Test
  void registeredTypesAreNamedWhateverTheyAreCalled() {
    try (OwnSchema schema = OwnSchema.create();
        Connection conn = schema.connect();
        Cursor<Row> cur = conn.cursor()) {
      for (String name : ODD) {
        String quoted = conn.quoteIdent(name);
        cur.execute("CREATE TYPE " + quoted.replace("%", "%%") + " AS ENUM ('sad')", new Object[0]);
        conn.types().registerEnum(quoted, Mood.class);
        assertThat(Shared.value(cur.execute("SELECT %s", Mood.SAD))).as(name).isEqualTo(Mood.SAD);
        cur.execute("DROP TYPE " + quoted);
        cur.execute("CREATE TYPE " + quoted + " AS (value int)");
        conn.types().registerComposite(quoted, Card.class);
        assertThat(Shared.value(cur.execute("SELECT ARRAY[%s]", new Card(1))))
            .as(name)
            .isEqualTo(List.of(new Card(1)));
        cur.execute("DROP TYPE " + quoted);
      }
    }
  }
}
