// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Seeded;

/** Texts that are no value of their type raise DataException or psycopg2's InterfaceException. */
class HostileTextTest {
  private static final int VALUES = 10;
  private static final int MUTATIONS = 30;
  private static final byte[] SIGNS =
      "0123456789-+.,:;/ eEinNaTZPBCxX\\\"'(){}[]=><\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
  private static final List<String> SETTINGS =
      List.of(
          "ISO, MDY/postgres",
          "SQL, DMY/sql_standard",
          "Postgres, MDY/iso_8601",
          "German, DMY/postgres_verbose");

  private static Agreement server;

  @BeforeAll
  static void connect() {
    server = new Agreement("TimeZone = 'Europe/Dublin'");
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
  void damagedTexts(Sample sample) {
    char delimiter = sample.oid() == Oid.BOX ? ';' : ',';
    Seeded.each(
        1,
        random -> {
          damage(sample.oid(), sample.literals(random, VALUES), random);
          List<String> arrays =
              Stream.generate(() -> sample.array(random, delimiter)).limit(VALUES / 2).toList();
          damage(sample.arrayOid(), arrays, random);
        });
  }

  private static void damage(int oid, List<String> literals, Seeded random) {
    Decoder decoder = Decoders.defaults().text(oid);
    for (Agreement.Both both : server.ask(oid, literals)) {
      byte[] text = both.text().getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] damaged = mutated(text, random);
        for (String settings : SETTINGS) {
          String[] styles = settings.split("/", -1);
          Decoding ctx = Decoding.of(StandardCharsets.UTF_8, styles[0], styles[1]);
          int length = damaged.length;
          read(decoder, damaged, () -> decoder.decode(damaged, 0, length, ctx));
          read(decoder, damaged, () -> decoder.decodeInt(damaged, 0, length, ctx));
          read(decoder, damaged, () -> decoder.decodeLong(damaged, 0, length, ctx));
          read(decoder, damaged, () -> decoder.decodeDouble(damaged, 0, length, ctx));
          read(decoder, damaged, () -> decoder.decodeBoolean(damaged, 0, length, ctx));
        }
      }
    }
  }

  private static byte[] mutated(byte[] text, Seeded random) {
    byte[] damaged = Arrays.copyOf(text, random.between(0, text.length + 2));
    for (int i = text.length; i < damaged.length; i++) {
      damaged[i] = sign(random);
    }
    for (int i = random.between(0, 3); damaged.length > 0 && i > 0; i--) {
      damaged[random.between(0, damaged.length - 1)] = sign(random);
    }
    return damaged;
  }

  private static byte sign(Seeded random) {
    return SIGNS[random.between(0, SIGNS.length - 1)];
  }

  private static void read(Decoder decoder, byte[] text, Supplier<Object> reading) {
    try {
      Objects.requireNonNullElse(reading.get(), "");
    } catch (DataException | InterfaceException refused) {
      assertThat(refused).hasMessageNotContaining("\n");
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(
          "%s of %s".formatted(decoder.typeName(), new String(text, StandardCharsets.UTF_8)), e);
    }
  }
}
