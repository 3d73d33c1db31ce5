// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Seeded;

/** Both formats of a value are read as the same, in every way to read it. */
class AgreementTest {
  private static final int VALUES = 1500;
  private static final int ARRAYS = 120;
  private static final Set<Integer> PSEUDO_TYPES = Set.of(Oid.VOID, Oid.UNKNOWN, Oid.CSTRING);

  private static Agreement server;

  @BeforeAll
  static void connect() {
    server = new Agreement("TimeZone = 'America/St_Johns'");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  static Stream<Sample> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void values(Sample sample) {
    Seeded.each(1, random -> server.check(sample.oid(), sample.literals(random, VALUES), true));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void arrays(Sample sample) {
    char delimiter = sample.oid() == Oid.BOX ? ';' : ',';
    Seeded.each(
        1,
        random ->
            server.check(
                sample.arrayOid(),
                Stream.generate(() -> sample.array(random, delimiter)).limit(ARRAYS).toList(),
                true));
  }

  @Test
  void theLongestNumbers() {
    String digits = "1234567890".repeat(13_107);
    server.check(
        Oid.NUMERIC,
        List.of(
            digits,
            "-" + digits + "." + digits.substring(0, 16_383),
            "0." + "0".repeat(16_382) + "1",
            "1" + "0".repeat(131_071) + "." + "0".repeat(16_383)),
        true);
  }

  @Test
  void numbersAroundTheLimitsOfLong() {
    Seeded.each(
        1,
        random -> {
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            long value = random.anyLong();
            texts.add("" + value);
            texts.add(value + "0");
            texts.add(value + "." + random.between(1, 9));
            texts.add(value + "." + "0".repeat(random.between(1, 20)));
          }
          server.check(Oid.NUMERIC, texts, true);
        });
    server.check(
        Oid.NUMERIC,
        List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "9223372036854775807.5",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "-0.5",
            "0.00"),
        true);
  }

  @Test
  void pseudoTypes() {
    server.compare(
        Oid.VOID,
        server.both("SELECT pg_advisory_unlock_all(), void_send(pg_advisory_unlock_all())"),
        true);
    server.compare(
        Oid.CSTRING, server.both("SELECT textout('é\"'), cstring_send(textout('é\"'))"), true);
    server.compare(
        Oid.CSTRING_ARRAY,
        server.both(
            """
            SELECT a, array_send(a) FROM (SELECT array_agg(textout(v)) a
              FROM unnest(ARRAY['a', '', NULL]) v) x
            """),
        true);
    // A column of type unknown is sent as text.
    assertThat(Decoders.defaults().binary(Oid.UNKNOWN, Decoding.DEFAULT))
        .isSameAs(Decoders.defaults().text(Oid.UNKNOWN));
  }

  @Test
  void everyTypeThatIsReadInBinaryFormatIsComparedHere() throws IllegalAccessException {
    Decoding settings = Decoding.DEFAULT.withZone("UTC");
    Set<Integer> compared = new TreeSet<>(PSEUDO_TYPES);
    compared.add(Oid.CSTRING_ARRAY);
    for (Sample sample : Samples.all()) {
      compared.add(sample.oid());
      compared.add(sample.arrayOid());
    }
    Set<Integer> read = new TreeSet<>();
    for (Field field : Oid.class.getFields()) {
      if (Decoders.defaults().binary(field.getInt(null), settings) != null) {
        read.add(field.getInt(null));
      }
    }
    assertThat(read).isEqualTo(compared).hasSizeGreaterThan(90);
  }

  @Test
  void whatBinaryFormatLacksIsReadAsText() {
    Decoding settings = Decoding.DEFAULT.withZone("UTC");
    for (int oid :
        new int[] {
          Oid.CHAR, Oid.MONEY, Oid.REGCLASS, Oid.RECORD, Oid.RECORD_ARRAY, Oid.TSQUERY, 123_456_789
        }) {
      assertThat(Decoders.defaults().binary(oid, settings)).isNull();
    }
  }

  @Test
  void aTypeWhoseDecoderWasReplacedIsReadAsText() {
    Decoders replaced =
        Decoders.defaults()
            .with(Oid.INT4, Decoders.defaults().text(Oid.TEXT))
            .with(Oid.INT8, Decoders.defaults().text(Oid.TEXT));
    assertThat(replaced.binary(Oid.INT4, Decoding.DEFAULT)).isNull();
    assertThat(replaced.binary(Oid.INT8, Decoding.DEFAULT)).isNull();
    assertThat(replaced.binary(Oid.INT2, Decoding.DEFAULT)).isInstanceOf(IntegerBinary.class);
  }
}
