// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;

/** Arrays of nothing take their type from where they stand, whatever says that there is nothing. */
class AbsentElementsTest {
  @Test
  void anAbsentElementIsAsGoodAsNull() {
    try (Connection conn = Shared.connect();
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TEMP TABLE t (n int[])");
      String insert = "INSERT INTO t VALUES (%s) RETURNING n";
      assertThat(Shared.value(cur.execute(insert, List.of(Optional.empty()))))
          .isEqualTo(Arrays.asList((Object) null));
      assertThat(Shared.value(cur.execute(insert, List.of(OptionalInt.empty(), Optional.empty()))))
          .isEqualTo(Arrays.asList(null, null));
      assertThat(Shared.value(cur.execute(insert, List.of(OptionalInt.of(1), Optional.empty()))))
          .isEqualTo(Arrays.asList(1, null));
    }
  }

  @Test
  void emptyArraysInAnArrayAreAnEmptyArray() {
    try (Connection conn = Shared.connect();
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TEMP TABLE t (n int[], b bytea[])");
      assertThat(
              cur.execute(
                      "INSERT INTO t VALUES (%s, %s) RETURNING n, b::text",
                      new int[][] {{}, {}}, new byte[][] {{}, {}})
                  .fetchOne())
          .containsExactly(List.of(), "{\"\\\\x\",\"\\\\x\"}");
      assertThat(new String(cur.mogrify("%s", List.of(new long[0])), StandardCharsets.UTF_8))
          .isEqualTo("'{}'");
    }
  }
}
