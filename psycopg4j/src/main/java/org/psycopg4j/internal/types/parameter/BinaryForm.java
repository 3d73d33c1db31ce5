// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;

/** Writes values of one PostgreSQL type in its binary format. Stateless. */
public interface BinaryForm {
  /**
   * Appends the value without its length.
   *
   * @return false if it is of a class that the type does not take, or out of its range: then what
   *     was appended is to be dropped
   */
  boolean write(Object value, SqlBuffer out);

  /** Appends a value behind its length; false if it does not fit. */
  default boolean field(@Nullable Object given, SqlBuffer out) {
    Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
    int at = out.size();
    out.int32(-1);
    if (value == null) {
      return true;
    }
    boolean fits = write(value, out);
    out.setInt32(at, out.size() - at - 4);
    return fits;
  }

  /** The form of the type with this oid, or null if there is none. */
  static @Nullable BinaryForm of(int oid) {
    BinaryForm scalar = scalar(oid);
    int element = scalar == null ? elementOf(oid) : 0;
    BinaryForm ofElement = element == 0 ? null : scalar(element);
    return ofElement == null ? scalar : new ArrayForm(element, ofElement);
  }

  private static @Nullable BinaryForm scalar(int oid) {
    return switch (oid) {
      case Oid.INT2 -> NumberForm.INT2;
      case Oid.INT4 -> NumberForm.INT4;
      case Oid.INT8 -> NumberForm.INT8;
      case Oid.FLOAT4 -> NumberForm.FLOAT4;
      case Oid.FLOAT8 -> NumberForm.FLOAT8;
      case Oid.NUMERIC -> NumericForm.INSTANCE;
      case Oid.BOOL -> ValueForm.BOOL;
      case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.NAME -> ValueForm.TEXT;
      case Oid.BYTEA -> ValueForm.BYTEA;
      case Oid.UUID -> ValueForm.UUID;
      case Oid.JSON -> ValueForm.JSON;
      case Oid.JSONB -> ValueForm.JSONB;
      case Oid.DATE -> TimeForm.DATE;
      case Oid.TIME -> TimeForm.TIME;
      case Oid.TIMETZ -> TimeForm.TIMETZ;
      case Oid.TIMESTAMP -> TimeForm.TIMESTAMP;
      case Oid.TIMESTAMPTZ -> TimeForm.TIMESTAMPTZ;
      case Oid.INTERVAL -> TimeForm.INTERVAL;
      default -> null;
    };
  }

  private static int elementOf(int oid) {
    return switch (oid) {
      case Oid.INT2_ARRAY -> Oid.INT2;
      case Oid.INT4_ARRAY -> Oid.INT4;
      case Oid.INT8_ARRAY -> Oid.INT8;
      case Oid.FLOAT4_ARRAY -> Oid.FLOAT4;
      case Oid.FLOAT8_ARRAY -> Oid.FLOAT8;
      case Oid.NUMERIC_ARRAY -> Oid.NUMERIC;
      case Oid.BOOL_ARRAY -> Oid.BOOL;
      case Oid.TEXT_ARRAY -> Oid.TEXT;
      case Oid.VARCHAR_ARRAY -> Oid.VARCHAR;
      case Oid.BPCHAR_ARRAY -> Oid.BPCHAR;
      case Oid.NAME_ARRAY -> Oid.NAME;
      case Oid.BYTEA_ARRAY -> Oid.BYTEA;
      case Oid.UUID_ARRAY -> Oid.UUID;
      case Oid.JSON_ARRAY -> Oid.JSON;
      case Oid.JSONB_ARRAY -> Oid.JSONB;
      case Oid.DATE_ARRAY -> Oid.DATE;
      case Oid.TIME_ARRAY -> Oid.TIME;
      case Oid.TIMETZ_ARRAY -> Oid.TIMETZ;
      case Oid.TIMESTAMP_ARRAY -> Oid.TIMESTAMP;
      case Oid.TIMESTAMPTZ_ARRAY -> Oid.TIMESTAMPTZ;
      case Oid.INTERVAL_ARRAY -> Oid.INTERVAL;
      default -> 0;
    };
  }
}
