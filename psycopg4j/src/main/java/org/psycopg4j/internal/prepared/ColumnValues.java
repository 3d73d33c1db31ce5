// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;

/** One column of many rows, to be bound as an array. The rows are not copied. */
public final class ColumnValues extends AbstractList<@Nullable Object> implements RandomAccess {
  private final List<@Nullable Object[]> rows;
  private final int column;
  private final @Nullable ParameterForm form;

  /**
   * A column.
   *
   * @param rows of the same length each
   * @param cast whether a cast stands behind its placeholder
   * @param isForFloat8 whether it is to become a column of type float8: then a Double may be bound
   *     as it is, for the decimal number that its literal is becomes the same
   */
  public ColumnValues(
      List<@Nullable Object[]> rows,
      int column,
      boolean cast,
      boolean isForFloat8,
      Quoting quoting) {
    this.rows = rows;
    this.column = column;
    this.form =
        isForFloat8 && areDoubles()
            ? ListForm.of(Oid.FLOAT8)
            : Elements.columnForm(this, cast, quoting);
  }

  private boolean areDoubles() {
    for (@Nullable Object[] row : rows) {
      if (row[column] != null && !(row[column] instanceof Double)) {
        return false;
      }
    }
    return true;
  }

  /** How it is bound; null if it can't be. */
  @Nullable ParameterForm form() {
    return form;
  }

  @Override
  public @Nullable Object get(int index) {
    return rows.get(index)[column];
  }

  @Override
  public int size() {
    return rows.size();
  }
}
