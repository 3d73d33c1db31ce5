// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.BinaryForm;

/** Rows in COPY's binary format (manual: "COPY", "Binary Format"). */
public final class BinaryRows implements RowWriter {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  private final List<String> columns;
  private final BinaryForm[] forms;
  private final Class<?>[] known; // classes whose values are written as here, not by an adapter
  private final Predicate<Class<?>> isBuiltIn;

  private BinaryRows(List<String> columns, BinaryForm[] forms, Predicate<Class<?>> isBuiltIn) {
    this.columns = columns;
    this.forms = forms;
    this.known = new Class<?>[forms.length];
    this.isBuiltIn = isBuiltIn;
  }

  /**
   * A writer for these columns, or null if a column's type has no binary form here, or a value of
   * the first row does not fit it.
   *
   * @param isBuiltIn whether values of a class are written as they are without registration
   */
  public static @Nullable BinaryRows of(
      List<String> columns,
      int[] typeOids,
      Predicate<Class<?>> isBuiltIn,
      @Nullable Object[] firstRow,
      SqlBuffer scratch) {
    BinaryForm[] forms = new BinaryForm[typeOids.length];
    for (int i = 0; i < forms.length; i++) {
      BinaryForm form = BinaryForm.of(typeOids[i]);
      if (form == null) {
        return null;
      }
      forms[i] = form;
    }
    BinaryRows rows = new BinaryRows(columns, forms, isBuiltIn);
    return rows.misfit(firstRow, scratch) < 0 ? rows : null;
  }

  @Override
  public String format() {
    return " (FORMAT binary)";
  }

  @Override
  public void header(SqlBuffer out) {
    out.bytes(SIGNATURE, 0, SIGNATURE.length);
    out.int32(0); // flags
    out.int32(0); // no more header
  }

  @Override
  public void row(@Nullable Object[] values, long number, SqlBuffer out) {
    int misfit = misfit(values, out);
    if (misfit >= 0) {
      Object value = values[misfit];
      throw new DataException(
          "row %d, column %s: a value of %s does not fit the column's type in binary format; have"
                  .formatted(
                      number,
                      columns.get(misfit),
                      value == null ? "null" : value.getClass().getName())
              + " the rows copied in text with CopyOptions.text()");
    }
  }

  /** Appends a row; the number of the first column that can't take its value, or -1. */
  private int misfit(@Nullable Object[] values, SqlBuffer out) {
    out.int16(forms.length);
    for (int i = 0; i < forms.length; i++) {
      Object value = values[i];
      if (value != null && value.getClass() != known[i]) {
        if (!isBuiltIn.test(value.getClass())) {
          return i;
        }
        known[i] = value.getClass();
      }
      if (!forms[i].field(value, out)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void trailer(SqlBuffer out) {
    out.int16(-1);
  }
}
