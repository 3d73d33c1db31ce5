// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Random values for property tests, the same ones again from the same seed, and biased to the edges
 * where mistakes live. One instance is one case, for one thread.
 *
 * <pre>{@code
 * Seeded.each(1000, random -> {
 *   int n = random.anyInt();
 *   assertThat(decode(encode(n))).isEqualTo(n);
 * });
 * }</pre>
 *
 * <p>The seeds of the cases are derived from a base seed, which is fixed unless the system property
 * {@code psycopg4j.test.seed} gives another one, or is {@code random}.
 */
public final class Seeded {
  private static final String PROPERTY = "psycopg4j.test.seed";
  private static final long DEFAULT_BASE = 20_260_101L;

  /** The days that type date can hold (PostgreSQL manual, "Date/Time Types"). */
  public static final LocalDate FIRST_DATE = LocalDate.of(-4713, 11, 24);

  public static final LocalDate LAST_DATE = LocalDate.of(5_874_897, 12, 31);

  /** The last microsecond of type timestamp; its first day is that of date. */
  public static final LocalDateTime LAST_TIMESTAMP =
      LocalDateTime.of(294_276, 12, 31, 23, 59, 59, 999_999_000);

  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long[] TELLING_DAYS = {
    LocalDate.EPOCH.toEpochDay(),
    LocalDate.of(2000, 1, 1).toEpochDay(), // where PostgreSQL counts from
    LocalDate.of(1999, 12, 31).toEpochDay(),
    LocalDate.of(2000, 2, 29).toEpochDay(),
    LocalDate.of(1582, 10, 15).toEpochDay(),
    LocalDate.of(1, 1, 1).toEpochDay(),
    LocalDate.of(0, 12, 31).toEpochDay(), // 1 BC
    LocalDate.of(9999, 12, 31).toEpochDay(),
    LocalDate.of(10_000, 1, 1).toEpochDay()
  };

  /* Ranges of code points, first and last: ASCII, Latin, Greek and Cyrillic, combining marks, CJK,
   * Hangul, the end of the basic plane, emoji, the last plane. No zero, no surrogates. */
  private static final int[][] SCRIPTS = {
    {0x20, 0x7e},
    {0x20, 0x7e},
    {0x01, 0x1f},
    {0x7f, 0x24f},
    {0x370, 0x4ff},
    {0x300, 0x36f},
    {0x4e00, 0x9fff},
    {0xac00, 0xd7a3},
    {0xe000, 0xffff},
    {0x1f300, 0x1faff},
    {0x100000, 0x10ffff}
  };

  private static final String SPECIAL = "'\"\\%$?:;,{}()[]<>|&*\t\n\r\b\f -/_@#ENeén0";

  private final SplittableRandom random;

  private Seeded(long seed) {
    random = new SplittableRandom(seed);
  }

  /** What is to hold for every case. */
  @FunctionalInterface
  public interface Property {
    void check(Seeded random) throws Exception;
  }

  /** Checks so many cases, each with its own seed; a failure names the seed of its case. */
  public static void each(int count, Property property) {
    SplittableRandom seeds = new SplittableRandom(baseSeed());
    for (int i = 0; i < count; i++) {
      one(seeds.nextLong(), property);
    }
  }

  /** Checks the one case of this seed. */
  public static void one(long seed, Property property) {
    try {
      property.check(new Seeded(seed));
    } catch (Exception | AssertionError failure) {
      throw new AssertionError(
          "failed for the seed %dL: %s%ntry again by Seeded.one(%dL, …)"
              .formatted(seed, failure, seed),
          failure);
    }
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform, both ends included. */
  public int between(int first, int last) {
    return (int) random.nextLong(first, last + 1L);
  }

  /** Uniform, both ends included. */
  public long between(long first, long last) {
    return last == Long.MAX_VALUE
        ? (first == Long.MIN_VALUE ? random.nextLong() : random.nextLong(first - 1, last) + 1)
        : random.nextLong(first, last + 1);
  }

  /** One of these. */
  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Any int; often small, a limit, or next to a power of two or ten. */
  public int anyInt() {
    return (int) number(31, 9, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Any long; often small, a limit, or next to a power of two or ten. */
  public long anyLong() {
    return number(63, 18, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Any double that is a number: often whole, tiny, huge, or 0 with either sign. */
  public double anyDouble() {
    return switch (random.nextInt(5)) {
      case 0 ->
          pick(0.0, -0.0, 0.1, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1e15, -1e-5);
      case 1 -> anyInt();
      case 2 -> random.nextDouble() * between(-1000, 1000);
      default -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(value) ? value : 1.5;
      }
    };
  }

  /**
   * Text of up to so many code points from many scripts, with the characters that quoting is about;
   * never a zero character or half a surrogate pair.
   */
  public String string(int maxLength) {
    int length = between(0, maxLength);
    boolean quoting = chance(0.3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (quoting || chance(0.2)) {
        text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
      } else {
        int[] script = pick(SCRIPTS);
        text.appendCodePoint(between(script[0], script[1]));
      }
    }
    return text.toString();
  }

  /** Up to so many bytes; sometimes all the same. */
  public byte[] bytes(int maxLength) {
    byte[] bytes = new byte[between(0, maxLength)];
    if (chance(0.8)) {
      random.nextBytes(bytes);
    } else {
      Arrays.fill(bytes, pick((byte) 0, (byte) 0xff, (byte) '\\', (byte) '\''));
    }
    return bytes;
  }

  /** Any day that PostgreSQL knows; often one of our time, a limit, or the turn of an era. */
  public LocalDate date() {
    return LocalDate.ofEpochDay(day(FIRST_DATE, LAST_DATE));
  }

  /** Any time of day, to the microsecond. */
  public LocalTime time() {
    return LocalTime.ofNanoOfDay(microOfDay() * 1000);
  }

  /** Any timestamp that PostgreSQL knows, to the microsecond. */
  public LocalDateTime timestamp() {
    LocalDate day = LocalDate.ofEpochDay(day(FIRST_DATE, LAST_TIMESTAMP.toLocalDate()));
    return LocalDateTime.of(day, time());
  }

  /** A decimal number of any sign and scale, trailing zeros and all. */
  public BigDecimal decimal() {
    int digits = pick(1, 3, 4, 5, 8, 9, 18, 19, 20, 40);
    BigInteger unscaled =
        switch (random.nextInt(4)) {
          case 0 -> BigInteger.valueOf(anyLong());
          case 1 -> BigInteger.TEN.pow(digits).subtract(BigInteger.valueOf(between(0, 1)));
          case 2 -> BigInteger.ZERO;
          default -> new BigInteger(1, bytes(digits)).mod(BigInteger.TEN.pow(digits));
        };
    int scale = pick(0, 0, 1, 2, 3, 4, 5, 8, 20, -1, -4, -19);
    return new BigDecimal(chance(0.4) ? unscaled.negate() : unscaled, scale);
  }

  /** Up to so many values. */
  public <T> List<T> list(int maxLength, Supplier<T> values) {
    int length = between(0, maxLength);
    List<T> list = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      list.add(values.get());
    }
    return list;
  }

  private long number(int bits, int digits, long min, long max) {
    return switch (random.nextInt(6)) {
      case 0 -> between(-10, 10);
      case 1 -> pick(min, min + 1, max, max - 1, 0L);
      case 2 -> sign() * ((1L << between(0, bits - 1)) + between(-1, 1));
      case 3 -> sign() * (BigInteger.TEN.pow(between(1, digits)).longValue() + between(-1, 1));
      default -> between(min, max) >> between(0, bits - 1);
    };
  }

  private long sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  private long day(LocalDate first, LocalDate last) {
    return switch (random.nextInt(5)) {
      case 0 -> TELLING_DAYS[random.nextInt(TELLING_DAYS.length)];
      case 1 -> pick(first, last).toEpochDay();
      case 2 -> between(first.toEpochDay(), last.toEpochDay());
      default -> between(-40_000L, 40_000L);
    };
  }

  private long microOfDay() {
    return switch (random.nextInt(4)) {
      case 0 -> pick(0L, 1L, 999_999L, 1_000_000L, MICROS_PER_DAY - 1);
      case 1 -> between(0, 86_399) * 1_000_000L;
      case 2 -> between(0, 86_399_999) * 1000L;
      default -> between(0L, MICROS_PER_DAY - 1);
    };
  }

  private static long baseSeed() {
    String seed = System.getProperty(PROPERTY, "");
    if (seed.equals("random")) {
      return System.nanoTime();
    }
    return seed.isEmpty() ? DEFAULT_BASE : Long.parseLong(seed);
  }
}
