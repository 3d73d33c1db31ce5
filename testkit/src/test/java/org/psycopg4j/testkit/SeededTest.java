// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SeededTest {
  @Test
  void theSameCasesComeAgain() {
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    Seeded.each(50, random -> first.add(random.anyLong()));
    Seeded.each(50, random -> second.add(random.anyLong()));
    assertThat(second).isEqualTo(first);
    assertThat(new HashSet<>(first)).hasSizeGreaterThan(25);
  }

  @Test
  void aFailureNamesTheSeedThatMakesItAgain() {
    Seeded.Property smallOnly = random -> assertThat(random.anyInt()).isLessThan(1 << 20);
    Throwable failure = catchThrowable(() -> Seeded.each(1000, smallOnly));
    assertThat(failure).isInstanceOf(AssertionError.class);
    String message = String.valueOf(failure.getMessage());
    Matcher seed = Pattern.compile("Seeded\\.one\\((-?\\d+)L").matcher(message);
    assertThat(seed.find()).isTrue();
    assertThatThrownBy(() -> Seeded.one(Long.parseLong(seed.group(1)), smallOnly))
        .isInstanceOf(AssertionError.class)
        .hasMessage(message);
  }

  @Test
  void numbersVisitTheirEdges() {
    Set<Integer> ints = new HashSet<>();
    Set<Long> longs = new HashSet<>();
    Set<Double> doubles = new HashSet<>();
    Set<BigDecimal> decimals = new HashSet<>();
    Seeded.each(
        20_000,
        random -> {
          ints.add(random.anyInt());
          longs.add(random.anyLong());
          doubles.add(random.anyDouble());
          decimals.add(random.decimal());
        });
    assertThat(ints)
        .contains(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65536, 32767, -1000, 999_999_999)
        .hasSizeGreaterThan(1500);
    assertThat(longs)
        .contains(0L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, -1_000_000_000_000L)
        .hasSizeGreaterThan(1500);
    assertThat(doubles).contains(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1);
    assertThat(doubles).allMatch(Double::isFinite);
    assertThat(decimals).contains(BigDecimal.ZERO, new BigDecimal("0.0"), new BigDecimal("9999"));
    assertThat(decimals).anyMatch(n -> n.scale() < 0).anyMatch(n -> n.precision() > 30);
  }

  @Test
  void bothEndsOfARangeComeUp() {
    Set<Long> drawn = new HashSet<>();
    Seeded.each(200, random -> drawn.add(random.between(Long.MAX_VALUE - 1, Long.MAX_VALUE)));
    assertThat(drawn).containsExactlyInAnyOrder(Long.MAX_VALUE - 1, Long.MAX_VALUE);
  }

  @Test
  void textIsValidUtf8WithoutZeroAndHoldsWhatQuotingIsAbout() {
    Set<Integer> seen = new HashSet<>();
    Seeded.each(
        2000,
        random -> {
          String text = random.string(20);
          assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(20);
          assertThat(text).doesNotContain("\0");
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
          text.codePoints().forEach(seen::add);
        });
    assertThat(seen).contains((int) '\'', (int) '"', (int) '\\', (int) '%', (int) '\n');
    assertThat(seen).anyMatch(c -> c > 0xffff).anyMatch(c -> c >= 0x4e00 && c <= 0x9fff);
  }

  @Test
  void listsAndBytesHaveAllLengths() {
    Set<Integer> lengths = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    Seeded.each(
        500,
        random -> {
          lengths.add(random.bytes(5).length);
          sizes.add(random.list(5, random::anyInt).size());
        });
    assertThat(lengths).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  /** The server is the judge: it takes every value, and nothing beyond the first and the last. */
  @Test
  void datesAndTimestampsFillTheServersRange() {
    PostgresServer server = PostgresServer.shared();
    Set<LocalDate> days = new HashSet<>();
    List<String> literals = new ArrayList<>();
    Seeded.each(
        500,
        random -> {
          days.add(random.date());
          LocalDateTime timestamp = random.timestamp();
          literals.add("('%s'::timestamp::text)".formatted(literal(timestamp)));
          assertThat(timestamp).isEqualTo(timestamp.truncatedTo(ChronoUnit.MICROS));
        });
    assertThat(days).contains(Seeded.FIRST_DATE, Seeded.LAST_DATE, LocalDate.of(2000, 1, 1));
    days.forEach(day -> literals.add("('%s'::date::text)".formatted(literal(day.atStartOfDay()))));
    assertThat(server.execute("select count(*) from (values " + String.join(",", literals) + ") v"))
        .containsExactly(List.of(Integer.toString(literals.size())));
    assertRefused(server, literal(Seeded.FIRST_DATE.minusDays(1).atStartOfDay()), "date");
    assertRefused(server, literal(Seeded.LAST_DATE.plusDays(1).atStartOfDay()), "date");
    assertRefused(server, literal(Seeded.LAST_TIMESTAMP.plusNanos(1000)), "timestamp");
  }

  private static void assertRefused(PostgresServer server, String literal, String type) {
    assertThatThrownBy(() -> server.execute("select '%s'::%s".formatted(literal, type)))
        .hasMessageContaining("22008");
  }

  private static String literal(LocalDateTime value) {
    int year = value.getYear();
    return "%04d-%02d-%02d %s%s"
        .formatted(
            year > 0 ? year : 1 - year,
            value.getMonthValue(),
            value.getDayOfMonth(),
            value.toLocalTime(),
            year > 0 ? "" : " BC");
  }
}
