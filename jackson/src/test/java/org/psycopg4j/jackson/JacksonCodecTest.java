// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.JsonCodec;

class JacksonCodecTest {
  private final JsonCodec codec = new JacksonCodec();

  @Test
  void isFoundByItself() {
    assertThat(JsonCodec.installed())
        .isInstanceOf(JacksonCodec.class)
        .isSameAs(JsonCodec.installed());
  }

  @Test
  void writesWhatPythonWrites() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(
        "a",
        Arrays.asList(1, 2.5, null, true, Map.of(), List.of(), Map.of("b", "x\"\\\n\t\u0001/")));
    object.put("\u00e9", "\u2028\ud83d\ude00<");
    assertThat(codec.dumps(object))
        .isEqualTo(
            "{\"a\": [1, 2.5, null, true, {}, [], {\"b\": \"x\\\"\\\\\\n\\t\\u0001/\"}],"
                + " \"\\u00e9\": \"\\u2028\\ud83d\\ude00<\"}");
    assertThat(codec.dumps(null)).isEqualTo("null");
    assertThat(codec.dumps("a")).isEqualTo("\"a\"");
    assertThat(codec.dumps(Double.NaN)).isEqualTo("NaN");
  }

  /** A record that stands for any user's class. */
  public record Order(
      int id, List<String> items, LocalDate day, OffsetDateTime at, Duration took) {}

  @Test
  void writesRecordsAndTimes() {
    Order order =
        new Order(
            7,
            List.of("a"),
            LocalDate.of(2011, 2, 3),
            OffsetDateTime.of(2011, 2, 3, 4, 5, 6, 0, ZoneOffset.UTC),
            Duration.ofMinutes(90));
    assertThat(codec.dumps(order))
        .isEqualTo(
            "{\"id\": 7, \"items\": [\"a\"], \"day\": \"2011-02-03\","
                + " \"at\": \"2011-02-03T04:05:06Z\", \"took\": \"PT1H30M\"}");
  }

  @Test
  void readsEachKindOfValue() {
    assertThat(codec.loads("{\"b\": 1, \"a\": [true, null, \"x\"], \"c\": {}}").toString())
        .isEqualTo("{b=1, a=[true, null, x], c={}}");
    assertThat(codec.loads(" 1 ")).isEqualTo(1);
    assertThat(codec.loads("-2147483649")).isEqualTo(-2147483649L);
    assertThat(codec.loads("12345678901234567890"))
        .isEqualTo(new BigInteger("12345678901234567890"));
    assertThat(codec.loads("1.10")).isEqualTo(1.1);
    assertThat(codec.loads("1e400")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(codec.loads("\"\\u0000\\ud83d\\ude00\"")).isEqualTo("\0\ud83d\ude00");
    assertThat(codec.loads("null")).isNull();
    assertThat(codec.loads("{\"a\": 1, \"a\": 2}")).isEqualTo(Map.of("a", 2));
  }

  @Test
  void readsBigDecimalsIfAsked() {
    JsonCodec exact = JacksonCodec.withBigDecimals();
    assertThat(exact.loads("[1.10, 1, 1e400]"))
        .isEqualTo(List.of(new BigDecimal("1.10"), 1, new BigDecimal("1e400")));
    assertThat(exact.dumps(List.of(1, 2))).isEqualTo("[1, 2]");
  }

  @Test
  void readsWhatJsonbCanHold() {
    String digits = "7".repeat(131_072);
    assertThat(codec.loads(digits)).isEqualTo(new BigInteger(digits));
    String string = "a".repeat(30_000_000);
    assertThat(codec.loads("\"" + string + "\"")).isEqualTo(string);
    String name = "a".repeat(100_000);
    assertThat(codec.loads("{\"" + name + "\": 1}")).isEqualTo(Map.of(name, 1));
  }

  /** A record with two words in a name. */
  public record Named(int someNumber) {}

  @Test
  void isWhatTheUsersMapperSays() {
    ObjectMapper mapper =
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    JsonCodec own = JacksonCodec.of(mapper);
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
    assertThat(own.dumps(new Named(1))).isEqualTo("{\"some_number\":1}");
    assertThat(own.loads("1.5")).isEqualTo(1.5);
    assertThatThrownBy(() -> own.loads("1 2")).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\"}", "nul", "1 2", "'a'", "NaN", "\"secret"})
  void whatIsNoJsonIsRefusedAndNotShown(String text) {
    assertThatThrownBy(() -> codec.loads(text))
        .isInstanceOf(DataException.class)
        .hasMessage("the text is no JSON that can be read")
        .hasCauseInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class)
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("secret"));
  }

  @Test
  void depthIsAnErrorAndNeverAnOverflow() {
    for (int depth : new int[] {1_001, 100_000}) {
      assertThatThrownBy(() -> codec.loads("[".repeat(depth) + "]".repeat(depth)))
          .isInstanceOf(DataException.class);
      assertThatThrownBy(() -> codec.loads("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
          .isInstanceOf(DataException.class);
    }
    assertThat(codec.loads("[".repeat(900) + "]".repeat(900))).isInstanceOf(List.class);
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatThrownBy(() -> codec.dumps(itself)).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void anObjectWithoutAJsonFormIsNamed() {
    assertThatThrownBy(() -> codec.dumps(new Object()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("an object of java.lang.Object has no JSON form")
        .hasCauseInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class);
  }
}
