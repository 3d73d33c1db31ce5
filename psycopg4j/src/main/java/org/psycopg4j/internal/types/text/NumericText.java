// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * numeric in text format: a BigDecimal with the scale that the server shows. NaN and the
 * infinities, which a BigDecimal cannot be, are Doubles.
 */
public final class NumericText extends Decoder {
  private static final int DIGITS_OF_LONG = 18;

  public NumericText() {
    super("numeric");
  }

  @Override
  public Number decode(byte[] buf, int off, int len, Decoding ctx) {
    int start = len > 0 && buf[off] == '-' ? off + 1 : off;
    int end = off + len;
    if (end - start > DIGITS_OF_LONG + 1) {
      return big(buf, off, start, end);
    }
    int point = -1;
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = buf[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (buf[i] == '.' && point < 0) {
        point = i;
      } else {
        return special(buf, off, len);
      }
    }
    int digits = end - start - (point < 0 ? 0 : 1);
    if (digits == 0) {
      throw unparseable("numeric");
    }
    if (digits > DIGITS_OF_LONG) {
      return big(buf, off, start, end);
    }
    return BigDecimal.valueOf(start == off ? value : -value, point < 0 ? 0 : end - point - 1);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    long value = whole(buf, off, len, ctx, "int");
    if (value != (int) value) {
      throw outOfRange("int");
    }
    return (int) value;
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return whole(buf, off, len, ctx, "long");
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return FloatingPoint.parseDouble(buf, off, len, "numeric");
  }

  /** The value without its fraction, which may only be zeros. */
  private long whole(byte[] buf, int off, int len, Decoding ctx, String wanted) {
    int end = off + len;
    int point = off;
    while (point < end && buf[point] != '.') {
      point++;
    }
    boolean fits = point > off && point - off <= DIGITS_OF_LONG && isDigit(buf[point - 1]);
    for (int i = point + 1; i < end && fits; i++) {
      fits = buf[i] == '0';
    }
    return fits ? WholeNumber.parse(buf, off, point - off) : slow(buf, off, len, ctx, wanted);
  }

  private long slow(byte[] buf, int off, int len, Decoding ctx, String wanted) {
    if (decode(buf, off, len, ctx) instanceof BigDecimal decimal) {
      BigDecimal shortened = decimal.signum() == 0 ? BigDecimal.ZERO : decimal;
      if (shortened.precision() - shortened.scale() > DIGITS_OF_LONG + 1) {
        throw outOfRange(wanted);
      }
      try {
        return shortened.longValueExact();
      } catch (ArithmeticException e) {
        throw outOfRange(wanted);
      }
    }
    throw outOfRange(wanted);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static BigDecimal big(byte[] buf, int off, int start, int end) {
    int point = start;
    while (point < end && buf[point] != '.') {
      point++;
    }
    BigInteger value;
    if (point == end) {
      value = BigDigits.parse(buf, start, end);
    } else {
      byte[] digits = new byte[end - start - 1];
      System.arraycopy(buf, start, digits, 0, point - start);
      System.arraycopy(buf, point + 1, digits, point - start, end - point - 1);
      value = BigDigits.parse(digits, 0, digits.length);
    }
    return new BigDecimal(
        start == off ? value : value.negate(), point == end ? 0 : end - point - 1);
  }

  private static Number special(byte[] buf, int off, int len) {
    String text = new String(buf, off, len, StandardCharsets.ISO_8859_1);
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw unparseable("numeric");
    };
  }
}
