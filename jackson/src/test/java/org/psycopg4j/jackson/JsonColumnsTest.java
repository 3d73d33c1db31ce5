// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.Json;

/** JSON on a server where a codec is installed: nobody registers anything. */
class JsonColumnsTest {
  private static final int CASES = 100;

  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Psycopg.connect(PostgresServer.shared().dsn());
    conn.autocommit(true);
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  private static Row row(String sql, Object... arguments) {
    return conn.cursor().execute(sql, arguments).fetchOne();
  }

  @Test
  void objectsTravelThereAndBack() {
    Seeded.each(
        CASES,
        random -> {
          Object value = value(random, 3);
          Row row = row("SELECT %s::json, %s::jsonb", Json.of(value), Json.of(value));
          assertThat(row.get(0)).isEqualTo(value);
          assertThat(row.get(1)).isEqualTo(value);
        });
  }

  private static @Nullable Object value(Seeded random, int depth) {
    return switch (random.between(depth == 0 ? 2 : 0, 6)) {
      case 0 -> random.list(4, () -> value(random, depth - 1));
      case 1 -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        random
            .list(4, () -> random.string(8))
            .forEach(key -> map.put(key, value(random, depth - 1)));
        yield map;
      }
      case 2 -> random.string(20);
      case 3 -> random.anyInt();
      case 4 -> random.chance(0.5);
      case 5 -> random.between(Integer.MAX_VALUE + 1L, Long.MAX_VALUE);
      default -> null;
    };
  }

  @Test
  void everyColumnOfJsonIsRead() {
    Row row =
        row(
            "SELECT '{\"a\": [1, null]}'::json, '\"x\"'::jsonb, 'null'::jsonb, NULL::json,"
                + " ARRAY['1', 'null', NULL]::jsonb[], ARRAY['[\"a,b\"]']::json[]");
    assertThat(row.toList())
        .containsExactly(
            Map.of("a", Arrays.asList(1, null)),
            "x",
            null,
            null,
            Arrays.asList(1, null, null),
            List.of(List.of("a,b")));
    assertThat(row.isNull(2)).isFalse();
    assertThat(row.getString(0)).isEqualTo("{\"a\": [1, null]}");
    assertThat(row.getString(2)).isEqualTo("null");
  }

  @Test
  void nullIsJsonsNull() {
    assertThat(row("SELECT jsonb_typeof(%s)", Json.of(null)).get(0)).isEqualTo("null");
  }

  @Test
  void everyCharacterFitsEveryClientEncoding() {
    try (Connection latin1 =
        Psycopg.connect(PostgresServer.shared().dsn() + " client_encoding=LATIN1")) {
      Row row =
          latin1
              .cursor()
              .execute("SELECT %s::jsonb ->> 0 = chr(9731)", Json.of(List.of("\u2603")))
              .fetchOne();
      assertThat(row.getBoolean(0)).isTrue();
    }
  }

  @Test
  void whatIsTooDeepIsAnErrorOfItsColumnAlone() {
    Row row = row("SELECT 1, (repeat('[', 2000) || repeat(']', 2000))::json AS deep");
    assertThatThrownBy(() -> row.get("deep"))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"deep\": the text is no JSON that can be read")
        .hasRootCauseInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class);
    assertThat(row.getString("deep")).hasSize(4000);
    assertThat(row.get(0)).isEqualTo(1);
  }
}
