// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeInfo;

/** Every supported version of the server says the same of a database's types. */
class TypeLookUpVersionsTest {
  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16, 17, 18})
  void everyVersionKnowsItsTypes(int version) {
    assumeTrue(Shared.server().embedded(), "there are no binaries for this platform");
    try (PostgresServer server = PostgresServer.builder().version(version).start();
        Connection conn = Psycopg.connect(server.dsn());
        Cursor<Row> cur = conn.cursor()) {
      cur.execute(
          """
          CREATE EXTENSION hstore;
          CREATE TYPE mood AS ENUM ('sad', 'happy');
          ALTER TYPE mood ADD VALUE 'so-so' BEFORE 'happy';
          CREATE DOMAIN small AS int2;
          CREATE DOMAIN smaller AS small;
          CREATE TYPE floats AS RANGE (subtype = float8);
          CREATE TYPE card AS (m mood, ms mood[], s smaller, h hstore, f floats[])""");
      conn.commit();
      assertThat(conn.types().registerAll())
          .extracting(TypeInfo::name)
          .contains("mood", "small", "smaller", "floats", "card", "hstore");
      assertThat(conn.types().registerEnum("mood").labels())
          .containsExactly("sad", "so-so", "happy");
      conn.types().registerHstore();
      cur.execute(
          "SELECT ('sad', '{happy}', 3, %s, '{\"[1,2]\"}')::card, '{1}'::smaller[]",
          new Object[] {Map.of("a", "1")});
      Row row = cur.fetchOne();
      assertThat((Row) row.get(0))
          .containsExactly(
              "sad", List.of("happy"), 3, Map.of("a", "1"), List.of(Range.of(1.0, 2.0, "[]")));
      assertThat(row.get(1)).isEqualTo(List.of(1));
      RangeInfo floats = conn.types().registerRange("floats");
      assertThat(floats.multirangeOid() != 0).isEqualTo(version >= 14);
      if (version >= 14) {
        assertThat(Shared.value(conn, "SELECT '{[1,2]}'::floats_multirange"))
            .isEqualTo(Multirange.of(Range.of(1.0, 2.0, "[]")));
      }
    }
  }
}
