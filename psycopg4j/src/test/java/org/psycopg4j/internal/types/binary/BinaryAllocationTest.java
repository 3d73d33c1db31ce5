// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.types.AllocatedBytes;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;

/** What a value in binary format costs in bytes, once the code is compiled: itself. */
class BinaryAllocationTest {
  private static final int WARM_UP = 40_000;
  private static final int RUNS = 20_000;
  private static final Decoding CTX = Decoding.DEFAULT.withZone("America/New_York");
  private static final String NUMERIC = "000300010000000204d2162e1a2c"; // 12345678.67
  private static final AtomicReference<Object> SINK = new AtomicReference<>();
  private static long sum;

  @Test
  void primitivesCostNothing() {
    free(Oid.INT2, "fffe", (d, b) -> d.decodeInt(b, 0, b.length, CTX));
    free(Oid.INT4, "fffe1dc0", (d, b) -> d.decodeInt(b, 0, b.length, CTX));
    free(Oid.INT8, "7fffffffffffffff", (d, b) -> d.decodeLong(b, 0, b.length, CTX));
    free(Oid.OID, "ffffffff", (d, b) -> d.decodeLong(b, 0, b.length, CTX));
    free(Oid.BOOL, "01", (d, b) -> d.decodeBoolean(b, 0, b.length, CTX) ? 1 : 0);
    free(Oid.FLOAT8, "3fd3333333333334", (d, b) -> (long) d.decodeDouble(b, 0, b.length, CTX));
    free(Oid.FLOAT4, "3dfcd6ea", (d, b) -> (long) d.decodeDouble(b, 0, b.length, CTX));
    free(Oid.NUMERIC, NUMERIC, (d, b) -> (long) d.decodeDouble(b, 0, b.length, CTX));
    String whole = "00020001400000020001162e"; // -15678.00
    free(Oid.NUMERIC, whole, (d, b) -> d.decodeInt(b, 0, b.length, CTX));
    free(Oid.NUMERIC, whole, (d, b) -> d.decodeLong(b, 0, b.length, CTX));
  }

  @Test
  void valuesCostThemselves() {
    assertThat(value(Oid.INT4, "fffe1dc0")).isLessThanOrEqualTo(16);
    assertThat(value(Oid.INT8, "7fffffffffffffff")).isLessThanOrEqualTo(24);
    assertThat(value(Oid.BOOL, "01")).isZero();
    assertThat(value(Oid.FLOAT4, "3dfcd6ea")).isLessThanOrEqualTo(16);
    assertThat(value(Oid.FLOAT8, "3fd3333333333334")).isLessThanOrEqualTo(24);
    assertThat(value(Oid.NUMERIC, NUMERIC)).isLessThanOrEqualTo(40);
    assertThat(value(Oid.UUID, "a0eebc999c0b4ef8bb6d6bb9bd380a11")).isLessThanOrEqualTo(32);
    assertThat(value(Oid.DATE, "00000fc6")).isLessThanOrEqualTo(24);
    assertThat(value(Oid.TIME, "000000036bf6b288")).isLessThanOrEqualTo(24);
    assertThat(value(Oid.TIMETZ, "000000036bf6b288ffffb2a8")).isLessThanOrEqualTo(48);
    assertThat(value(Oid.TIMESTAMP, "00013e5c4b5a9d88")).isLessThanOrEqualTo(72);
    // A date, a time, both, and these with an offset that the zone's rules hold.
    assertThat(value(Oid.TIMESTAMPTZ, "00013e5c4b5a9d88")).isLessThanOrEqualTo(96);
    assertThat(value(Oid.INTERVAL, "000000036bf6b2880000000300000002")).isLessThanOrEqualTo(32);
    assertThat(value(Oid.BYTEA, "0102030405")).isLessThanOrEqualTo(24);
    assertThat(value(Oid.TEXT, "616263")).isLessThanOrEqualTo(48);
    assertThat(value(Oid.JSONB, "01616263")).isLessThanOrEqualTo(48);
  }

  @Test
  void anArrayCostsItsListAndItsElements() {
    // Three small numbers, which the JDK keeps: a list with its array, and what the header takes.
    String array = "0000000100000000000000170000000300000001" + "0000000400000005".repeat(3);
    assertThat(value(Oid.INT4_ARRAY, array)).isLessThanOrEqualTo(24 + 32 + 112);
  }

  private interface Reading {
    long read(Decoder decoder, byte[] buf);
  }

  private static void free(int oid, String hex, Reading reading) {
    Decoder decoder = decoder(oid);
    byte[] buf = HexFormat.of().parseHex(hex);
    assertThat(AllocatedBytes.perRun(WARM_UP, RUNS, () -> sum += reading.read(decoder, buf)))
        .as(decoder.typeName())
        .isZero();
  }

  private static long value(int oid, String hex) {
    Decoder decoder = decoder(oid);
    byte[] buf = HexFormat.of().parseHex(hex);
    return AllocatedBytes.perRun(
        WARM_UP, RUNS, () -> SINK.set(decoder.decode(buf, 0, buf.length, CTX)));
  }

  private static Decoder decoder(int oid) {
    return Objects.requireNonNull(Decoders.defaults().binary(oid, CTX));
  }
}
