// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.Calendar;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.literal.LegacyTimeLiteral;
import org.psycopg4j.types.Binary;

/** The values that literals are written of: what is in an Optional, java.time's for a Date. */
@SuppressWarnings("JavaUtilDate") // others still use it
final class Plain {
  private Plain() {}

  /** The value itself; null if it is NULL. */
  static @Nullable Object of(@Nullable Object value) {
    Object inner = value;
    while (inner instanceof Optional<?> optional) {
      inner = optional.orElse(null);
    }
    return once(inner);
  }

  /** What a value is written as, which may be in need of the same again. */
  static @Nullable Object once(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    } else if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    } else if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    } else if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    } else if (value instanceof Binary binary) {
      return binary.bytes();
    } else if (value instanceof Date || value instanceof Calendar) {
      return LegacyTimeLiteral.modern(value);
    }
    return value;
  }
}
