// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.ArrayForm;
import org.psycopg4j.internal.types.parameter.Sequences;

/**
 * Lists and arrays as ARRAY[…] of elements of one type: in binary format where the elements have
 * one here, else as a text. Strings are of type text there.
 *
 * <p>No cast stands behind {@code $n}: a column of ARRAY[…] has the name "array", which a parameter
 * has by no cast.
 */
final class ListForm extends ParameterForm {
  private static final ListForm INT4 =
      new ListForm(Oid.INT4_ARRAY, Oid.INT4, BINARY, WholeForm.INT4);
  private static final ListForm INT8 =
      new ListForm(Oid.INT8_ARRAY, Oid.INT8, BINARY, WholeForm.INT8);
  private static final ListForm FLOAT8 =
      new ListForm(Oid.FLOAT8_ARRAY, Oid.FLOAT8, BINARY, TypedForm.FLOAT8);
  private static final ListForm NUMERIC =
      new ListForm(Oid.NUMERIC_ARRAY, Oid.NUMERIC, TEXT, DecimalForm.POSITIVE);
  private static final ListForm STRING =
      new ListForm(Oid.TEXT_ARRAY, Oid.TEXT, BINARY, TextForm.anyText());
  private static final ListForm BOOL =
      new ListForm(Oid.BOOL_ARRAY, Oid.BOOL, BINARY, TypedForm.BOOL);
  private static final ListForm DATE =
      new ListForm(Oid.DATE_ARRAY, Oid.DATE, BINARY, TypedForm.DATE);
  private static final ListForm TIME =
      new ListForm(Oid.TIME_ARRAY, Oid.TIME, BINARY, TypedForm.TIME);
  private static final ListForm TIMETZ =
      new ListForm(Oid.TIMETZ_ARRAY, Oid.TIMETZ, BINARY, TypedForm.TIMETZ);
  private static final ListForm TIMESTAMP =
      new ListForm(Oid.TIMESTAMP_ARRAY, Oid.TIMESTAMP, BINARY, TypedForm.TIMESTAMP);
  private static final ListForm TIMESTAMPTZ =
      new ListForm(Oid.TIMESTAMPTZ_ARRAY, Oid.TIMESTAMPTZ, BINARY, TypedForm.TIMESTAMPTZ);
  private static final ListForm BYTEA =
      new ListForm(Oid.BYTEA_ARRAY, Oid.BYTEA, BINARY, TypedForm.BYTEA);
  private static final ListForm UUID =
      new ListForm(Oid.UUID_ARRAY, Oid.UUID, BINARY, TypedForm.UUID);
  private static final ListForm INTERVAL =
      new ListForm(Oid.INTERVAL_ARRAY, Oid.INTERVAL, TEXT, LiteralForm.INTERVAL);
  private static final ListForm INET =
      new ListForm(Oid.INET_ARRAY, Oid.INET, TEXT, LiteralForm.INET);
  private static final ListForm CIDR =
      new ListForm(Oid.CIDR_ARRAY, Oid.CIDR, TEXT, LiteralForm.CIDR);

  private final int oid;
  private final int format;
  private final ParameterForm element;
  private final ArrayForm binary;

  private ListForm(int oid, int elementOid, int format, ParameterForm element) {
    this.oid = oid;
    this.format = format;
    this.element = element;
    this.binary = new ArrayForm(elementOid, this::element);
  }

  /** The form of lists of that type; null if there is none. */
  static @Nullable ListForm of(int elementOid) {
    return switch (elementOid) {
      case Oid.INT4 -> INT4;
      case Oid.INT8 -> INT8;
      case Oid.FLOAT8 -> FLOAT8;
      case Oid.NUMERIC -> NUMERIC;
      case Oid.TEXT -> STRING;
      case Oid.BOOL -> BOOL;
      case Oid.DATE -> DATE;
      case Oid.TIME -> TIME;
      case Oid.TIMETZ -> TIMETZ;
      case Oid.TIMESTAMP -> TIMESTAMP;
      case Oid.TIMESTAMPTZ -> TIMESTAMPTZ;
      case Oid.BYTEA -> BYTEA;
      case Oid.UUID -> UUID;
      case Oid.INTERVAL -> INTERVAL;
      case Oid.INET -> INET;
      case Oid.CIDR -> CIDR;
      default -> null;
    };
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public String cast() {
    return "";
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public int format(int resolvedOid) {
    return format;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    if (format == BINARY) {
      return binary.write(plain, out);
    }
    List<? extends @Nullable Object> list = Sequences.of(plain);
    return list != null && ArrayOutput.write(list, this::quoted, out);
  }

  private boolean element(Object item, SqlBuffer out) {
    Object plain = Plain.of(item);
    return plain != null && element.body(plain, out);
  }

  /** Appends an element's text, which has nothing to escape. */
  private boolean quoted(Object item, SqlBuffer out) {
    out.append('"');
    boolean fits = element(item, out);
    out.append('"');
    return fits;
  }
}
