// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;

/** The text format: numbers that fit a long, and ISO dates of years of four digits, at UTC. */
final class TextFormat implements Format {
  @Override
  public int int4(byte[] buf, int off, int len) {
    return (int) int8(buf, off, len);
  }

  @Override
  public int int2(byte[] buf, int off, int len) {
    return (int) int8(buf, off, len);
  }

  @Override
  public long oid(byte[] buf, int off, int len) {
    return int8(buf, off, len);
  }

  /** {@code \\x} and two hexadecimal digits for each byte. */
  @Override
  public byte[] bytea(byte[] buf, int off, int len) {
    return HexFormat.of().parseHex(new String(buf, off + 2, len - 2, StandardCharsets.US_ASCII));
  }

  @Override
  public Integer[] int4Array(byte[] buf, int off, int len) {
    String elements = new String(buf, off + 1, len - 2, StandardCharsets.US_ASCII);
    return Arrays.stream(elements.split(",", -1)).map(Integer::valueOf).toArray(Integer[]::new);
  }

  @Override
  public long int8(byte[] buf, int off, int len) {
    boolean negative = buf[off] == '-';
    long value = 0;
    for (int i = negative ? off + 1 : off; i < off + len; i++) {
      value = value * 10 + buf[i] - '0';
    }
    return negative ? -value : value;
  }

  @Override
  public double float8(byte[] buf, int off, int len) {
    return Double.parseDouble(new String(buf, off, len, StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean bool(byte[] buf, int off, int len) {
    return buf[off] == 't';
  }

  @Override
  public BigDecimal numeric(byte[] buf, int off, int len) {
    boolean negative = buf[off] == '-';
    long value = 0;
    int end = off + len;
    int scale = 0;
    for (int i = negative ? off + 1 : off; i < end; i++) {
      if (buf[i] == '.') {
        scale = end - i - 1;
      } else {
        value = value * 10 + buf[i] - '0';
      }
    }
    return BigDecimal.valueOf(negative ? -value : value, scale);
  }

  @Override
  public OffsetDateTime timestamptz(byte[] buf, int off, int len) {
    int end = off + len - "+00".length();
    int nanos = 0;
    int unit = 100_000_000;
    for (int i = off + "2024-01-01 00:00:00.".length(); i < end; i++, unit /= 10) {
      nanos += (buf[i] - '0') * unit;
    }
    return OffsetDateTime.of(
        two(buf, off) * 100 + two(buf, off + 2),
        two(buf, off + 5),
        two(buf, off + 8),
        two(buf, off + 11),
        two(buf, off + 14),
        two(buf, off + 17),
        nanos,
        ZoneOffset.UTC);
  }

  private static int two(byte[] buf, int off) {
    return (buf[off] - '0') * 10 + buf[off + 1] - '0';
  }
}
