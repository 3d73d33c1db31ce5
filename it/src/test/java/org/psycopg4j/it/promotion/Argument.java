// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Tuple;

/**
 * Arguments of a kind that is named: mostly those that a statement's author would think of, now and
 * then the edges, NULL, or something else altogether.
 */
final class Argument {
  private static final String[] KINDS = {
    "int",
    "whole",
    "long",
    "dec",
    "dbl",
    "flt",
    "text",
    "digits",
    "word",
    "date",
    "time",
    "timetz",
    "ts",
    "tstz",
    "iv",
    "bytes",
    "uuid",
    "bool",
    "json",
    "ints",
    "longs",
    "decs",
    "dbls",
    "texts",
    "dates",
    "bools",
    "uuids",
    "times",
    "nested",
    "mixed",
    "range",
    "daterange",
    "inet",
    "mood",
    "moodtext",
    "tuple",
    "tuples",
    "opt",
    "null",
    "asis",
    "datetext",
    "jsontext",
    "arraytext"
  };

  private Argument() {}

  /** A Java enum whose constants are those of the type mood. */
  enum Mood {
    sad,
    ok,
    happy
  }

  static Object of(String kind, Seeded random) {
    if (kind.equals("any") || random.chance(0.03)) {
      return usual(random.pick(KINDS), random);
    }
    return random.chance(0.04) ? null : usual(kind, random);
  }

  private static Object usual(String kind, Seeded random) {
    return switch (kind) {
      case "int" -> random.chance(0.85) ? random.between(0, 9) : random.anyInt();
      case "whole" -> whole(random);
      case "long" -> random.chance(0.5) ? (Object) random.anyLong() : (long) random.between(0, 9);
      case "dec" ->
          random.chance(0.6) ? BigDecimal.valueOf(random.between(-999, 999), 2) : random.decimal();
      case "dbl" -> dbl(random);
      case "flt" -> random.pick(1.5f, 0.1f, -2f, Float.NaN, Float.MAX_VALUE, 1e10f, -0f);
      case "text" -> text(random);
      case "digits" ->
          random.pick("5", "-5", "0", " 7 ", "1.5", "x", "", "99999999999", "1e3", "NaN");
      case "word" -> random.pick("a", "b", "x", "one", "two", "ü", "", "it's");
      case "json" -> Json.text(jsonText(random));
      case "jsontext" -> jsonText(random);
      case "bytes" -> bytes(random);
      case "uuid" ->
          random.chance(0.5) ? new UUID(0, random.between(1, 3)) : new UUID(random.anyLong(), 7);
      case "bool" -> random.chance(0.5);
      case "mood" -> random.pick(Mood.values());
      case "moodtext" -> random.pick("sad", "ok", "happy", "angry");
      case "opt" -> random.chance(0.7) ? Optional.of(random.between(0, 9)) : Optional.empty();
      case "null" -> null;
      case "asis" -> new AsIs(random.pick("1", "id", "'x'", "now() = now()", "1 + 1"));
      case "inet" -> inet(random);
      case "range" -> range(random);
      case "daterange" ->
          Range.of(LocalDate.of(2020, 1, random.between(1, 15)), LocalDate.of(2020, 2, 1));
      case "tuple" -> Tuple.copyOf(random.list(3, () -> random.between(0, 9)));
      case "tuples" -> Tuple.of(Tuple.of(random.between(0, 3), "x"), Tuple.of(1, "a"));
      default -> timeOrList(kind, random);
    };
  }

  private static Object timeOrList(String kind, Seeded random) {
    return switch (kind) {
      case "date" -> random.chance(0.1) ? random.pick(LocalDate.MIN, LocalDate.MAX) : random.date();
      case "time" -> random.time();
      case "timetz" ->
          OffsetTime.of(random.time(), ZoneOffset.ofTotalSeconds(random.between(-50_000, 50_000)));
      case "ts" ->
          random.chance(0.1)
              ? random.pick(LocalDateTime.MIN, LocalDateTime.MAX)
              : random.timestamp();
      case "tstz" -> tstz(random);
      case "iv" -> interval(random);
      case "datetext" ->
          random.pick(
              "2020-01-01",
              "01/02/2020",
              "infinity",
              "44 BC",
              "today",
              "now",
              "epoch",
              "x",
              "2020-13-01");
      case "ints" ->
          list(random, () -> random.chance(0.8) ? random.between(0, 9) : random.anyInt());
      case "longs" -> list(random, random::anyLong);
      case "decs" -> list(random, random::decimal);
      case "dbls" -> list(random, random::anyDouble);
      case "texts" -> list(random, () -> text(random));
      case "dates" -> list(random, random::date);
      case "bools" -> list(random, () -> random.chance(0.5));
      case "uuids" -> list(random, () -> new UUID(0, random.between(1, 3)));
      case "times" -> list(random, random::timestamp);
      case "nested" -> nested(random);
      case "mixed" -> list(random, () -> of("any", random));
      case "arraytext" ->
          random.pick("{1,2}", "{}", "{NULL}", "{a,b}", "{{1},{2}}", "x", "[2:3]={1,2}");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Object whole(Seeded random) {
    return switch (random.between(0, 4)) {
      case 0 -> (byte) random.anyInt();
      case 1 -> (short) random.anyInt();
      case 2 -> random.anyInt();
      case 3 -> random.anyLong();
      default ->
          BigInteger.valueOf(random.anyLong()).multiply(BigInteger.valueOf(random.between(-9, 9)));
    };
  }

  private static Object dbl(Seeded random) {
    return random.chance(0.2)
        ? random.pick(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e300)
        : random.chance(0.5) ? random.between(-20, 20) / 4.0 : random.anyDouble();
  }

  private static String text(Seeded random) {
    return random.chance(0.5)
        ? random.pick("a", "b", "x", "5", "", "%", "it's", "a\\b")
        : random.string(8);
  }

  private static String jsonText(Seeded random) {
    return random.pick(
        "{\"a\": 1}",
        "[1, 2]",
        "null",
        "\"x\"",
        "{",
        "{\"a\": 1.50, \"a\": 2}",
        " 5 ",
        "{\"b\": \"\\u0000\"}");
  }

  private static Object bytes(Seeded random) {
    byte[] bytes = random.bytes(6);
    return random.chance(0.2) ? Binary.of(bytes) : bytes;
  }

  private static Object inet(Seeded random) {
    Inet inet = Inet.of(random.pick("10.0.0.1", "10.0.0.0/8", "::1", "192.168.0.1/24"));
    return random.chance(0.7) ? inet : inet.address();
  }

  private static Object range(Seeded random) {
    int lower = random.between(-5, 5);
    return random.chance(0.2)
        ? Range.empty()
        : Range.of(
            lower,
            random.chance(0.2) ? null : lower + random.between(0, 9),
            random.pick("[)", "[]", "()"));
  }

  private static Object tstz(Seeded random) {
    LocalDateTime local = random.timestamp();
    return switch (random.between(0, 3)) {
      case 0 -> Instant.ofEpochSecond(random.between(-9_999_999_999L, 9_999_999_999L), 123_456_000);
      case 1 -> OffsetDateTime.of(local, ZoneOffset.ofHoursMinutes(5, 30));
      case 2 -> OffsetDateTime.of(local.withYear(2020), ZoneOffset.ofTotalSeconds(-4321));
      default -> OffsetDateTime.of(local.withYear(1999), ZoneOffset.UTC);
    };
  }

  private static Object interval(Seeded random) {
    return switch (random.between(0, 3)) {
      case 0 ->
          Duration.ofSeconds(
              random.between(-100_000, 100_000), random.between(0, 999) * 1_000_000L);
      case 1 -> Period.of(random.between(-2, 2), random.between(-20, 20), random.between(-40, 40));
      case 2 ->
          new Interval(
              random.between(-20, 20), random.between(-40, 40), random.between(-9, 9) * 7_654_321L);
      default -> Duration.ofMinutes(random.between(0, 90));
    };
  }

  private static List<Object> list(Seeded random, Supplier<Object> element) {
    List<Object> list = new ArrayList<>();
    for (int i = random.between(0, 3); i > 0; i--) {
      list.add(random.chance(0.1) ? null : element.get());
    }
    return list;
  }

  private static Object nested(Seeded random) {
    return switch (random.between(0, 4)) {
      case 0 -> List.of(List.of(1, 2), List.of(3, random.anyInt()));
      case 1 -> List.of(List.of("a"), List.of(text(random)));
      case 2 -> List.of(List.of(), List.of());
      case 3 -> Arrays.asList(Arrays.asList(1, null), Arrays.asList(null, 4));
      default -> new int[] {random.anyInt(), 2};
    };
  }
}
