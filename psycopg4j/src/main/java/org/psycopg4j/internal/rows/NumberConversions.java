// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.psycopg4j.errors.DataException;

/**
 * Numbers of one class as those of another, if they stay the same number. A Double is the nearest
 * one, as in {@code getDouble}.
 */
final class NumberConversions {
  static final Map<Class<?>, Conversion> BY_CLASS =
      Map.of(
          Byte.class, NumberConversions::toByte,
          Short.class, NumberConversions::toShort,
          Integer.class, NumberConversions::toInteger,
          Long.class, NumberConversions::toLong,
          Float.class, NumberConversions::toFloat,
          Double.class, NumberConversions::toDouble,
          BigInteger.class, NumberConversions::toBigInteger,
          BigDecimal.class, NumberConversions::toBigDecimal);

  private NumberConversions() {}

  static Integer toInteger(Object value) {
    return value instanceof Integer same
        ? same
        : (Integer) (int) whole(value, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static Long toLong(Object value) {
    return value instanceof Long same
        ? same
        : (Long) whole(value, Long.class, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static Short toShort(Object value) {
    return (short) whole(value, Short.class, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static Byte toByte(Object value) {
    return (byte) whole(value, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  static Double toDouble(Object value) {
    if (value instanceof Double same) {
      return same;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw Conversion.mismatch(Double.class, value);
  }

  static Float toFloat(Object value) {
    if (value instanceof Float same) {
      return same;
    }
    if (!(value instanceof Number number)) {
      throw Conversion.mismatch(Float.class, value);
    }
    float nearest = number.floatValue();
    boolean exact =
        number instanceof Double wide
            ? Double.compare(nearest, wide) == 0
            : Float.isFinite(nearest)
                && new BigDecimal(nearest).compareTo(toBigDecimal(number)) == 0;
    if (!exact) {
      throw outOfRange(Float.class);
    }
    return nearest;
  }

  private static BigDecimal toBigDecimal(Object value) {
    if (value instanceof BigDecimal same) {
      return same;
    }
    if (isInteger(value)) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    throw Conversion.mismatch(BigDecimal.class, value);
  }

  private static BigInteger toBigInteger(Object value) {
    if (value instanceof BigInteger same) {
      return same;
    }
    if (isInteger(value)) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof BigDecimal decimal) {
      try {
        return decimal.toBigIntegerExact();
      } catch (ArithmeticException e) {
        throw outOfRange(BigInteger.class);
      }
    }
    throw Conversion.mismatch(BigInteger.class, value);
  }

  private static long whole(Object value, Class<?> wanted, long min, long max) {
    long number;
    if (isInteger(value)) {
      number = ((Number) value).longValue();
    } else if (value instanceof BigDecimal decimal) {
      try {
        number = decimal.longValueExact();
      } catch (ArithmeticException e) {
        throw outOfRange(wanted);
      }
    } else {
      throw Conversion.mismatch(wanted, value);
    }
    if (number < min || number > max) {
      throw outOfRange(wanted);
    }
    return number;
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  private static DataException outOfRange(Class<?> wanted) {
    return new DataException("value out of range for " + wanted.getTypeName());
  }
}
