// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.AllocatedBytes;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Seeded;

/**
 * Bytes that are no value of their type raise DataException, ranges psycopg2's InterfaceException.
 */
class HostileBinaryTest {
  private static final int VALUES = 14;
  private static final int MUTATIONS = 8;
  private static final Decoding CTX = Decoding.DEFAULT.withZone("Europe/Dublin");
  private static final byte[] LIMITS = {0, 1, -1, Byte.MAX_VALUE, Byte.MIN_VALUE};

  /** Types whose value may have any length. */
  private static final Set<Integer> OF_ANY_LENGTH =
      Set.of(
          Oid.BYTEA,
          Oid.TEXT,
          Oid.VARCHAR,
          Oid.BPCHAR,
          Oid.NAME,
          Oid.REFCURSOR,
          Oid.JSON,
          Oid.JSONB,
          Oid.JSONPATH,
          Oid.XML);

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
  void damagedValues(Sample sample) {
    Seeded.each(
        1,
        random -> {
          Decoder decoder = binary(sample.oid());
          for (Agreement.Both both : server.ask(sample.oid(), sample.literals(random, VALUES))) {
            damage(decoder, both.binary(), random);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void damagedArrays(Sample sample) {
    char delimiter = sample.oid() == Oid.BOX ? ';' : ',';
    Seeded.each(
        1,
        random -> {
          Decoder decoder = binary(sample.arrayOid());
          List<String> arrays =
              Stream.generate(() -> sample.array(random, delimiter)).limit(VALUES / 2).toList();
          for (Agreement.Both both : server.ask(sample.arrayOid(), arrays)) {
            damage(decoder, both.binary(), random);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void valuesThatAreTooShortOrTooLong(Sample sample) {
    Seeded.each(
        1,
        random -> {
          List<Integer> oids = new ArrayList<>(List.of(sample.arrayOid()));
          if (!OF_ANY_LENGTH.contains(sample.oid())) {
            oids.add(sample.oid());
          }
          for (int oid : oids) {
            Decoder decoder = binary(oid);
            String nulls = sample.oid() == Oid.BOX ? "{NULL;NULL}" : "{NULL,NULL}";
            String text = oid == sample.oid() ? sample.literal().apply(random) : nulls;
            byte[] value = server.ask(oid, List.of(text)).get(0).binary();
            for (int length = 0; length <= value.length + 9; length++) {
              byte[] other = Arrays.copyOf(value, length);
              if (length != value.length) {
                refused(() -> decoder.decode(other, 0, other.length, CTX));
                refused(() -> decoder.decodeString(other, 0, other.length, CTX));
              }
            }
          }
        });
  }

  @Test
  void arraysThatPromiseMoreThanTheyHold() {
    int[][] headers = {
      {1, 0, 23, 1 << 30, 1},
      {1, 0, 23, Integer.MAX_VALUE, 1, -1},
      {1, 0, 23, -1, 1},
      {2, 0, 23, 1 << 16, 1, 1 << 16, 1},
      {3, 0, 23, 1 << 22, 1, 1 << 21, 1, 1 << 21, 1},
      {1 << 30, 0, 23},
      {-1, 0, 23},
      {7, 0, 23, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1},
      {0, 2, 23},
      {1, 0, 25, 1, 1, -1},
      {1, 0, 23, 1, 1, Integer.MAX_VALUE},
      {1, 0, 23, 1, 1, -2}
    };
    Decoder decoder = binary(Oid.INT4_ARRAY);
    for (int[] header : headers) {
      byte[] value = words(header);
      long bytes =
          AllocatedBytes.perRun(
              0, 1, () -> refused(() -> decoder.decode(value, 0, value.length, CTX)));
      assertThat(bytes).as(Arrays.toString(header)).isLessThan(1 << 20);
      refused(() -> decoder.decodeString(value, 0, value.length, CTX));
    }
  }

  @Test
  void anArrayWithoutElementsInOneDimensionIsEmpty() {
    byte[] value = words(1, 0, 23, 0, 1);
    Decoder decoder = binary(Oid.INT4_ARRAY);
    assertThat(decoder.decode(value, 0, value.length, CTX)).isEqualTo(List.of());
    assertThat(decoder.decodeString(value, 0, value.length, CTX)).isEqualTo("{}");
  }

  @Test
  void countsThatAreMoreThanThereIs() {
    int[] oids = {Oid.POLYGON, Oid.BIT, Oid.TSVECTOR, Oid.PG_SNAPSHOT, Oid.OIDVECTOR};
    for (int oid : oids) {
      for (int count : new int[] {1 << 30, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
        byte[] value = words(count, 0, 0, 0, 0);
        Decoder decoder = binary(oid);
        long bytes =
            AllocatedBytes.perRun(
                0, 1, () -> refused(() -> decoder.decode(value, 0, value.length, CTX)));
        assertThat(bytes).isLessThan(1 << 20);
      }
    }
  }

  private static byte[] words(int... words) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * words.length);
    for (int word : words) {
      buffer.putInt(word);
    }
    return buffer.array();
  }

  private static Decoder binary(int oid) {
    return Objects.requireNonNull(Decoders.defaults().binary(oid, CTX));
  }

  private static void damage(Decoder decoder, byte[] value, Seeded random) {
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = value.clone();
      if (random.chance(0.2)) {
        damaged = Arrays.copyOf(value, random.between(0, value.length + 6));
      }
      for (int j = random.between(1, 3); j > 0 && damaged.length > 0; j--) {
        int at = random.between(0, random.chance(0.5) ? damaged.length - 1 : 0);
        damaged[at] =
            random.chance(0.5)
                ? LIMITS[random.between(0, LIMITS.length - 1)]
                : (byte) random.anyInt();
      }
      onlyItsOwnBytes(decoder, damaged);
    }
  }

  /** Reads the value amid other bytes: a value or our error, and the same whatever stands there. */
  private static void onlyItsOwnBytes(Decoder decoder, byte[] value) {
    List<Object> alone = readings(decoder, value, 0, 0, (byte) 0);
    assertThat(readings(decoder, value, 3, 40, (byte) 0)).isEqualTo(alone);
    assertThat(readings(decoder, value, 2, 40, (byte) -1)).isEqualTo(alone);
  }

  private static List<Object> readings(
      Decoder decoder, byte[] value, int before, int after, byte filler) {
    byte[] buf = new byte[before + value.length + after];
    Arrays.fill(buf, filler);
    System.arraycopy(value, 0, buf, before, value.length);
    int len = value.length;
    return List.of(
        outcome(() -> decoder.decode(buf, before, len, CTX)),
        outcome(() -> decoder.decodeInt(buf, before, len, CTX)),
        outcome(() -> decoder.decodeLong(buf, before, len, CTX)),
        outcome(() -> decoder.decodeDouble(buf, before, len, CTX)),
        outcome(() -> decoder.decodeBoolean(buf, before, len, CTX)),
        outcome(() -> decoder.decodeString(buf, before, len, CTX)));
  }

  private static Object outcome(Supplier<Object> reading) {
    try {
      return Agreement.comparable(reading.get());
    } catch (DataException | InterfaceException e) {
      return e.getMessage();
    }
  }

  private static void refused(Supplier<Object> reading) {
    assertThatThrownBy(reading::get).isInstanceOfAny(DataException.class, InterfaceException.class);
  }
}
