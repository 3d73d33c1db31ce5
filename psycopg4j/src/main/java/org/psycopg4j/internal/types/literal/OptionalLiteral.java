// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** Values that may be absent, which is NULL. */
public enum OptionalLiteral implements Literal {
  OBJECT {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      any.write(((Optional<?>) value).orElse(null), out, quoting);
    }
  },
  INT {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      OptionalInt optional = (OptionalInt) value;
      any.write(optional.isPresent() ? optional.getAsInt() : null, out, quoting);
    }
  },
  LONG {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      OptionalLong optional = (OptionalLong) value;
      any.write(optional.isPresent() ? optional.getAsLong() : null, out, quoting);
    }
  },
  DOUBLE {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      OptionalDouble optional = (OptionalDouble) value;
      any.write(optional.isPresent() ? optional.getAsDouble() : null, out, quoting);
    }
  };

  /** Whether a value is NULL: null itself, or one that is absent. */
  static boolean isNull(@Nullable Object value) {
    return value == null
        || (value instanceof Optional<?> optional && isNull(optional.orElse(null)))
        || (value instanceof OptionalInt number && number.isEmpty())
        || (value instanceof OptionalLong wide && wide.isEmpty())
        || (value instanceof OptionalDouble real && real.isEmpty());
  }
}
