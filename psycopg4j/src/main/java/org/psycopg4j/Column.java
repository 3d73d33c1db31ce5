// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * A column of a result: an item of {@link Cursor#description()} ({@code
 * psycopg2.extensions.Column}).
 *
 * @param name the name, as the query gives it
 * @param typeCode the object identifier of the data type, {@code pg_type.oid}
 * @param displaySize always null, as PostgreSQL does not tell it
 * @param internalSize the type's size in bytes, or the declared length of a type that has one, or
 *     the precision of a numeric; negative if it varies
 * @param precision the precision of a numeric that was declared with one, else null
 * @param scale the scale of a numeric that was declared with one, else null
 * @param nullOk always null, as PostgreSQL does not tell it
 * @param tableOid the table that the column comes from, null if it is not a table's column
 * @param tableColumn the column's number in that table, null if it is not a table's column
 */
public record Column(
    String name,
    long typeCode,
    @Nullable Integer displaySize,
    int internalSize,
    @Nullable Integer precision,
    @Nullable Integer scale,
    @Nullable Boolean nullOk,
    @Nullable Long tableOid,
    @Nullable Integer tableColumn) {
  private static final int HEADER = 4; // what a type modifier adds to a declared length

  static Column of(RowDescription row, int index) {
    int type = row.typeOids()[index];
    int size = row.typeSizes()[index];
    int modifier = row.typeModifiers()[index];
    Integer precision = null;
    Integer scale = null;
    if (modifier >= 0) { // the type was declared with a length or a precision
      switch (type) {
        case Oid.NUMERIC -> {
          precision = (modifier - HEADER) >> 16;
          scale = (((modifier - HEADER) & 0x7ff) ^ 0x400) - 0x400; // eleven bits with a sign
          size = precision;
        }
        case Oid.VARCHAR, Oid.VARCHAR_ARRAY, Oid.BPCHAR, Oid.BPCHAR_ARRAY ->
            size = modifier - HEADER;
        case Oid.BIT, Oid.BIT_ARRAY, Oid.VARBIT, Oid.VARBIT_ARRAY -> size = modifier;
        default -> {} // an interval's fields or a time's digits, which are no length
      }
    }
    int table = row.tableOids()[index];
    return new Column(
        row.names()[index],
        Integer.toUnsignedLong(type),
        null,
        size,
        precision,
        scale,
        null,
        table == 0 ? null : Integer.toUnsignedLong(table),
        table == 0 ? null : row.tableColumns()[index]);
  }

  /**
   * DB-API's seven items in their order, the name to {@code nullOk}: what a Column is as a sequence
   * in psycopg2. The table is not among them.
   */
  public List<@Nullable Object> toList() {
    return Collections.unmodifiableList(
        Arrays.asList(name, typeCode, displaySize, internalSize, precision, scale, nullOk));
  }
}
