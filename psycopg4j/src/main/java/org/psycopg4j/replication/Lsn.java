// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psycopg4j.errors.ParameterException;

/**
 * A position in the write-ahead log: PostgreSQL's {@code pg_lsn}, an integer in psycopg2.
 *
 * @param value the position in bytes, a 64-bit number without a sign
 */
public record Lsn(long value) implements Comparable<Lsn> {
  /** {@code 0/0}, which is no position. */
  public static final Lsn ZERO = new Lsn(0);

  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

  /**
   * The position that PostgreSQL writes so: {@code 16/B374D848}.
   *
   * @throws ParameterException if it is not two hexadecimal numbers of at most 8 digits
   */
  public static Lsn of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new ParameterException(
          ParameterException.Kind.VALUE,
          "a position in the log is written as 16/B374D848, not as '%s'".formatted(text));
    }
    return new Lsn(Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16));
  }

  /** The position so many bytes later. */
  public Lsn plus(long bytes) {
    return new Lsn(value + bytes);
  }

  /** Whether it lies after the other one. */
  public boolean isAfter(Lsn other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** As PostgreSQL writes it: {@code 16/B374D848}. */
  @Override
  public String toString() {
    return "%X/%X".formatted(value >>> 32, value & 0xffff_ffffL);
  }
}
