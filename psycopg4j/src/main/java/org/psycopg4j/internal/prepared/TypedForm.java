// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.BinaryForm;
import org.psycopg4j.internal.types.parameter.NumberForm;
import org.psycopg4j.internal.types.parameter.TimeForm;
import org.psycopg4j.internal.types.parameter.ValueForm;
import org.psycopg4j.internal.wire.Bytes;

/** Values whose literals name their type, in its binary format. */
final class TypedForm extends ParameterForm {
  static final TypedForm DATE = new TypedForm(Oid.DATE, "::date", TimeForm.DATE);
  static final TypedForm TIME = new TypedForm(Oid.TIME, "::time", TimeForm.TIME);
  static final TypedForm TIMETZ = new TypedForm(Oid.TIMETZ, "::timetz", TimeForm.TIMETZ);
  static final TypedForm TIMESTAMP =
      new TypedForm(Oid.TIMESTAMP, "::timestamp", known(TimeForm.TIMESTAMP));
  static final TypedForm TIMESTAMPTZ =
      new TypedForm(Oid.TIMESTAMPTZ, "::timestamptz", known(TimeForm.TIMESTAMPTZ));
  static final TypedForm UUID = new TypedForm(Oid.UUID, "::uuid", ValueForm.UUID);
  static final TypedForm BYTEA = new TypedForm(Oid.BYTEA, "::bytea", ValueForm.BYTEA);

  /** What is no number, and the infinite: {@code 'NaN'::float}. */
  static final TypedForm FLOAT8 = new TypedForm(Oid.FLOAT8, "::float", TypedForm::float8);

  static final TypedForm BOOL = new TypedForm(Oid.BOOL, "", ValueForm.BOOL);
  private static final TypedForm NAMED_BOOL = new TypedForm(Oid.BOOL, "::bool", ValueForm.BOOL);

  private static final int BOOL_HAS_NO_NAME = 150000;
  private static final long FIRST_TIMESTAMP = -211_813_488_000_000_000L; // 4714-11-24 BC
  private static final long END_OF_TIMESTAMPS = 9_223_371_331_200_000_000L; // 294277-01-01

  private final int oid;
  private final String cast;
  private final BinaryForm bytes;

  private TypedForm(int oid, String cast, BinaryForm bytes) {
    this.oid = oid;
    this.cast = cast;
    this.bytes = bytes;
  }

  /** The form of true and false: before PostgreSQL 15 a column of them is named bool. */
  static TypedForm bool(Quoting quoting) {
    return quoting.serverVersion() < BOOL_HAS_NO_NAME ? NAMED_BOOL : BOOL;
  }

  /* Of a time that the server does not know, the literal's error tells which it is. */
  private static BinaryForm known(BinaryForm form) {
    return (value, out) -> {
      if (!form.write(value, out)) {
        return false;
      }
      long micros = Bytes.int64(out.array(), out.size() - Long.BYTES);
      return (micros >= FIRST_TIMESTAMP && micros < END_OF_TIMESTAMPS)
          || micros == Long.MAX_VALUE
          || micros == Long.MIN_VALUE; // the infinite ones
    };
  }

  /* A zero beside them, in a list, is a numeric before it is a float8, and so it has no sign. */
  private static boolean float8(Object plain, SqlBuffer out) {
    return NumberForm.FLOAT8.write(plain instanceof Double number ? number + 0.0 : plain, out);
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public String cast() {
    return cast;
  }

  @Override
  public int format(int resolvedOid) {
    return BINARY;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    return bytes.write(plain, out);
  }
}
