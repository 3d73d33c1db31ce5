// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.Typecaster;

/** A typecaster of the user's: the text goes to it, and whatever it returns is the value. */
public final class CastText extends Decoder {
  private final Typecaster caster;
  private final @Nullable Scope cursor;

  public CastText(Typecaster caster) {
    this(caster, null);
  }

  private CastText(Typecaster caster, @Nullable Scope cursor) {
    super(caster.name());
    this.caster = caster;
    this.cursor = cursor;
  }

  public Typecaster caster() {
    return caster;
  }

  @Override
  public Decoder boundTo(Scope other) {
    return new CastText(caster, other);
  }

  @Override
  public @Nullable Object decode(byte[] buf, int off, int len, Decoding ctx) {
    return caster.cast(ctx.text(buf, off, len), cursor);
  }

  @Override
  public @Nullable Object ofNull() {
    return caster.cast(null, cursor);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    long value = whole(decode(buf, off, len, ctx), "int");
    if (value != (int) value) {
      throw outOfRange("int");
    }
    return (int) value;
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return whole(decode(buf, off, len, ctx), "long");
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return decode(buf, off, len, ctx) instanceof Number number
        ? number.doubleValue()
        : super.decodeDouble(buf, off, len, ctx);
  }

  @Override
  public boolean decodeBoolean(byte[] buf, int off, int len, Decoding ctx) {
    return decode(buf, off, len, ctx) instanceof Boolean value
        ? value
        : super.decodeBoolean(buf, off, len, ctx);
  }

  /** A number that is whole, whatever its class. */
  private long whole(@Nullable Object value, String wanted) {
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString()).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw outOfRange(wanted);
      }
    }
    throw unreadableAs(wanted);
  }
}
