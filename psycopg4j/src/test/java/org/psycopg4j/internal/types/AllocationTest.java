// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.QueryTemplate;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;

/** What a value costs in bytes, once the code is compiled: the value, and nothing else. */
class AllocationTest {
  private static final int WARM_UP = 40_000;
  private static final int RUNS = 20_000;
  private static final AtomicReference<Object> SINK = new AtomicReference<>();
  private static long sum;

  @Test
  void primitivesCostNothing() {
    assertThat(bytes(run(Oid.INT4, "-123456", (d, b) -> d.decodeInt(b, 0, b.length, ctx()))))
        .isZero();
    assertThat(
            bytes(
                run(
                    Oid.INT8,
                    "9223372036854775807",
                    (d, b) -> d.decodeLong(b, 0, b.length, ctx()))))
        .isZero();
    assertThat(bytes(run(Oid.NUMERIC, "1234.00", (d, b) -> d.decodeLong(b, 0, b.length, ctx()))))
        .isZero();
    assertThat(bytes(run(Oid.BOOL, "t", (d, b) -> d.decodeBoolean(b, 0, b.length, ctx()) ? 1 : 0)))
        .isZero();
    for (String number : new String[] {"1.5", "0.30000000000000004", "6.02214076e+23", "1e-300"}) {
      assertThat(
              bytes(
                  run(Oid.FLOAT8, number, (d, b) -> (long) d.decodeDouble(b, 0, b.length, ctx()))))
          .as(number)
          .isZero();
    }
    assertThat(
            bytes(
                run(
                    Oid.FLOAT4,
                    "0.12345679",
                    (d, b) -> (long) d.decodeDouble(b, 0, b.length, ctx()))))
        .isZero();
  }

  @Test
  void valuesCostThemselves() {
    assertThat(bytes(value(Oid.NUMERIC, "12345.67"))).isLessThanOrEqualTo(40);
    assertThat(bytes(value(Oid.FLOAT8, "0.30000000000000004"))).isLessThanOrEqualTo(24);
    assertThat(bytes(value(Oid.DATE, "2011-02-03"))).isLessThanOrEqualTo(24);
    assertThat(bytes(value(Oid.TIME, "04:05:06.789"))).isLessThanOrEqualTo(24);
    assertThat(bytes(value(Oid.TIMESTAMP, "2011-02-03 04:05:06.789"))).isLessThanOrEqualTo(72);
    // A date, a time, both, and these with an offset that the JDK keeps.
    assertThat(bytes(value(Oid.TIMESTAMPTZ, "2011-02-03 04:05:06.789+05:30")))
        .isLessThanOrEqualTo(96);
    assertThat(bytes(value(Oid.UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")))
        .isLessThanOrEqualTo(32);
    assertThat(bytes(value(Oid.TEXT, "abc"))).isLessThanOrEqualTo(48);
  }

  @Test
  void mergingPositionalArgumentsCostsNothing() {
    QueryTemplate template =
        QueryTemplate.parse("select * from t where a = %s and b = %s and c = %s");
    Arguments arguments = Arguments.positional(-42, "O'Reilly", 0.1);
    Quoting quoting = Quoting.connected(StandardCharsets.UTF_8, true, 150018);
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    assertThat(
            bytes(
                () -> {
                  out.reset();
                  template.merge(arguments, out, quoting, Literals.defaults());
                  sum += out.size();
                }))
        .isZero();
  }

  private interface Reading {
    long read(Decoder decoder, byte[] buf);
  }

  private static Runnable run(int oid, String text, Reading reading) {
    Decoder decoder = Decoders.defaults().text(oid);
    byte[] buf = text.getBytes(StandardCharsets.US_ASCII);
    return () -> sum += reading.read(decoder, buf);
  }

  private static Runnable value(int oid, String text) {
    Decoder decoder = Decoders.defaults().text(oid);
    byte[] buf = text.getBytes(StandardCharsets.US_ASCII);
    return () -> SINK.set(decoder.decode(buf, 0, buf.length, ctx()));
  }

  private static Decoding ctx() {
    return Decoding.DEFAULT;
  }

  private static long bytes(Runnable run) {
    return AllocatedBytes.perRun(WARM_UP, RUNS, run);
  }
}
