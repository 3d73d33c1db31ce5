// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * RowDescription: the columns of a result, as parallel arrays.
 *
 * @param names the columns' names
 * @param tableOids the table each column comes from, 0 if none
 * @param tableColumns the column's number in that table, 0 if none
 * @param typeOids the data types
 * @param typeSizes the types' sizes ({@code pg_type.typlen}), negative if they vary
 * @param typeModifiers the types' modifiers ({@code pg_attribute.atttypmod}), -1 if none
 * @param formats 0 for text, 1 for binary
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the arrays stay inside the adapter
public record RowDescription(
    String[] names,
    int[] tableOids,
    int[] tableColumns,
    int[] typeOids,
    int[] typeSizes,
    int[] typeModifiers,
    int[] formats) {

  /** Parses the body of a RowDescription message. */
  public static RowDescription parse(byte[] buf, int off, int len, Charset charset) {
    MessageReader in = new MessageReader(buf, off, len);
    int count = in.int16();
    if (count < 0 || count > in.remaining() / 19) { // a column takes 19 bytes at the least
      throw new MalformedMessageException("a row description of " + count + " columns");
    }
    RowDescription row =
        new RowDescription(
            new String[count],
            new int[count],
            new int[count],
            new int[count],
            new int[count],
            new int[count],
            new int[count]);
    for (int i = 0; i < count; i++) {
      row.names[i] = in.cString(charset);
      row.tableOids[i] = in.int32();
      row.tableColumns[i] = in.int16();
      row.typeOids[i] = in.int32();
      row.typeSizes[i] = in.int16();
      row.typeModifiers[i] = in.int32();
      row.formats[i] = in.int16();
    }
    return row;
  }

  /** The same columns in other formats. */
  public RowDescription withFormats(int[] others) {
    return new RowDescription(
        names, tableOids, tableColumns, typeOids, typeSizes, typeModifiers, others);
  }

  /** Whether another one has columns of the same names, origins and types, whatever the formats. */
  public boolean isSameAs(RowDescription other) {
    return Arrays.equals(names, other.names)
        && Arrays.equals(tableOids, other.tableOids)
        && Arrays.equals(tableColumns, other.tableColumns)
        && Arrays.equals(typeOids, other.typeOids)
        && Arrays.equals(typeSizes, other.typeSizes)
        && Arrays.equals(typeModifiers, other.typeModifiers);
  }

  /** The number of columns. */
  public int size() {
    return names.length;
  }
}
