// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Typecaster;

/** The type objects have psycopg2's names and oids, and make of a text what psycopg2's make. */
class TypeObjectsTest {
  private static List<List<String>> vectors() throws IOException {
    String file = "type-objects.tsv";
    var stream = Objects.requireNonNull(TypeObjectsTest.class.getResourceAsStream(file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      return reader
          .lines()
          .map(
              line ->
                  Arrays.stream(line.split("\t", -1))
                      .map(field -> field.replace("\\\\", "\\"))
                      .toList())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aTypeObjectIsAsPsycopg2Has(List<String> vector) throws ReflectiveOperationException {
    Class<?> module = vector.get(0).equals("psycopg2") ? Psycopg.class : Typecasters.class;
    Typecaster type = (Typecaster) module.getField(vector.get(1)).get(null);
    assertThat(type.name()).isEqualTo(vector.get(1));
    assertThat(type.values())
        .containsExactlyElementsOf(
            Arrays.stream(vector.get(2).split(" ")).map(Long::valueOf).toList());
    for (int i = 3; i < vector.size(); i += 2) {
      assertThat(canonical(type.cast(vector.get(i), null))).isEqualTo(vector.get(i + 1));
    }
    assertThat(type.cast(null, null)).isNull();
  }

  @Test
  void aTypeObjectIncludesItsTypesAlone() {
    assertThat(Psycopg.NUMBER.includes(1700)).isTrue();
    assertThat(Psycopg.NUMBER.includes(25)).isFalse();
    assertThat(Psycopg.STRING.includes(1043)).isTrue();
  }

  private static String canonical(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(TypeObjectsTest::canonical)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    } else if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    } else if (value instanceof Integer || value instanceof Long) {
      return "int " + value;
    } else if (value instanceof Double) {
      return "float "
          + value.toString().replace("Infinity", "inf").replace("NaN", "nan").replace(".0E", "e+");
    } else if (value instanceof BigDecimal) {
      return "decimal " + value;
    } else if (value instanceof LocalDate) {
      return "date " + value;
    } else if (value instanceof Interval interval) {
      return "micros " + interval.toDuration().toNanos() / 1000;
    }
    String pattern = "HH:mm:ss.SSSSSS";
    if (value instanceof LocalTime time) {
      return "time " + time.format(DateTimeFormatter.ofPattern(pattern));
    } else if (value instanceof OffsetTime time) {
      return "time " + time.format(DateTimeFormatter.ofPattern(pattern + "xxx"));
    } else if (value instanceof LocalDateTime time) {
      return "datetime " + time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd " + pattern));
    } else if (value instanceof OffsetDateTime time) {
      return "datetime "
          + time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd " + pattern + "xxx"));
    }
    return "str " + value;
  }
}
