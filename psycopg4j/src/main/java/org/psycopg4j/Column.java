// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

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
 * @param internalSize the type's size in bytes, or the declared length of a type that has one;
 *     negative if it varies
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
    boolean declared = modifier >= 0;
    Integer precision = null;
    Integer scale = null;
    if (type == Oid.NUMERIC && declared) {
      precision = (modifier - HEADER) >> 16;
      scale = (((modifier - HEADER) & 0x7ff) ^ 0x400) - 0x400; // eleven bits with a sign
      size = precision;
    } else if (size == -1 && declared) {
      size = type == Oid.BIT || type == Oid.VARBIT ? modifier : modifier - HEADER;
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
}
