// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * How values of one kind are bound to a prepared statement, so that the server takes them for what
 * their literals are. There is one instance for a kind: compare by identity. Stateless.
 *
 * <p>A kind is what the literal is to the server, which is more than the Java class: 5 is int4 and
 * 5000000000 int8, and -5 is a minus sign before an int4. Only the literals that need no
 * registration have forms.
 */
public abstract class ParameterForm {
  static final int TEXT = 0;
  static final int BINARY = 1;

  ParameterForm() {}

  /** The type declared in Parse; 0 leaves it to the server, as a string literal or NULL does. */
  public abstract int oid();

  /** What stands behind {@code $n} so that it reads as the literal does: "::date", mostly "". */
  public abstract String cast();

  /** Whether the server may have resolved the parameter's type to this one. */
  public boolean accepts(int resolvedOid) {
    return resolvedOid == oid();
  }

  /** Whether the literal begins with a minus sign, which is an operator of the statement's. */
  public boolean isNegative() {
    return false;
  }

  /** Whether it is NULL. */
  public boolean isNull() {
    return false;
  }

  /** Whether the values are lists or arrays. */
  public boolean isList() {
    return false;
  }

  /** Whether this very value is a number that is zero. */
  public boolean isZero(Object value) {
    return false;
  }

  /** The format code, 0 text or 1 binary, for a parameter of that resolved type. */
  public abstract int format(int resolvedOid);

  /**
   * Appends the value's length in 32 bits and its bytes in that format.
   *
   * @return false if this value can't be bound after all; then what was appended is to be dropped,
   *     and its literal may say why
   */
  public final boolean write(@Nullable Object value, int resolvedOid, SqlBuffer out) {
    Object plain = Plain.of(value);
    int at = out.size();
    out.int32(-1);
    if (plain == null) {
      return isNull();
    }
    boolean fits = body(plain, resolvedOid, out);
    out.setInt32(at, out.size() - at - Integer.BYTES);
    return fits;
  }

  /** Appends the bytes of a value for a parameter of a type; false if it can't be bound. */
  boolean body(Object plain, int resolvedOid, SqlBuffer out) {
    return body(plain, out);
  }

  /** Appends the bytes of a value that is plain and not NULL; false if it can't be bound. */
  abstract boolean body(Object plain, SqlBuffer out);

  /**
   * The form of a value, or null if its literal is not just one constant of a known type, or can't
   * be written at all.
   *
   * @param cast whether {@code ::} follows the placeholder
   */
  public static @Nullable ParameterForm of(@Nullable Object value, boolean cast, Quoting quoting) {
    if (value == null) {
      return NullForm.INSTANCE;
    }
    Class<?> type = value.getClass();
    if (type == String.class) {
      return TextForm.of((String) value);
    } else if (type == Integer.class || type == Long.class || type == Short.class) {
      return WholeForm.of(((Number) value).longValue());
    } else if (type == Boolean.class) {
      return TypedForm.bool(quoting);
    } else if (type == Double.class) {
      return DecimalForm.of((double) (Double) value);
    } else if (type == BigDecimal.class) {
      return DecimalForm.of((BigDecimal) value);
    } else if (type == LocalDate.class) {
      return TypedForm.DATE;
    } else if (type == UUID.class) {
      return TypedForm.UUID;
    }
    return OtherForms.of(value, cast, quoting);
  }
}
