// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sum over rows that depends on each value, its type and its column, but not on the rows' order,
 * which no query of ours asks for.
 *
 * <p>Two times are equal if they are the same instant: drivers differ in the offset that they show
 * it at. A smallint is an Integer to some and a Short to others, an array a list or an array.
 */
public final class Checksum implements Values {
  private static final long FACTOR = 0x9e3779b97f4a7c15L; // odd, its bits well mixed

  private long rows;
  private long row;
  private long sum;

  @Override
  public void add(@Nullable Object value) {
    if (value == null) {
      mix('0', 0);
    } else if (value instanceof Long number) {
      mix('l', number);
    } else if (value instanceof Integer number) {
      mix('i', number);
    } else if (value instanceof Short number) {
      mix('i', number);
    } else if (value instanceof Double number) {
      mix('d', Double.doubleToLongBits(number));
    } else if (value instanceof Boolean truth) {
      mix('b', truth ? 1 : 0);
    } else if (value instanceof BigDecimal number) {
      mix('n', number.unscaledValue().hashCode() * 31L + number.scale());
    } else if (value instanceof OffsetDateTime time) {
      mix('t', time.toEpochSecond() * 1_000_000_000L + time.getNano());
    } else if (value instanceof String text) {
      mix('s', text.hashCode());
    } else if (value instanceof byte[] bytes) {
      mix('y', Arrays.hashCode(bytes));
    } else if (value instanceof Object[] elements) {
      add(Arrays.asList(elements));
    } else if (value instanceof List<?> elements) {
      mix('a', elements.size());
      elements.forEach(this::add);
    } else {
      throw new IllegalArgumentException("no value of a workload is a " + value.getClass());
    }
  }

  @Override
  public void add(long value) {
    mix('L', value);
  }

  @Override
  public void add(double value) {
    mix('D', Double.doubleToLongBits(value));
  }

  @Override
  public void add(boolean value) {
    mix('B', value ? 1 : 0);
  }

  @Override
  public void endRow() {
    rows++;
    sum += row;
    row = 0;
  }

  private void mix(char type, long value) {
    row = (Long.rotateLeft(row, 23) ^ value + type) * FACTOR;
    row ^= row >>> 32;
  }

  /** The number of rows and their sum. */
  @Override
  public String toString() {
    return "%d:%016x".formatted(rows, sum);
  }
}
