// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.Conversion;
import org.psycopg4j.internal.rows.Conversions;

/** Rows as the value of their first column, which may have to be the only one. */
record ScalarFactory<T extends @Nullable Object>(Class<?> type, boolean only)
    implements RowFactory<T> {
  @Override
  public Function<Row, T> forColumns(List<Column> columns) {
    if (columns.isEmpty() || only && columns.size() > 1) {
      throw new ProgrammingException(
          "wanted %s for a %s, got a result of %d"
              .formatted(only ? "one column" : "a column", type.getTypeName(), columns.size()));
    }
    Conversion conversion = Conversions.to(type);
    return row -> {
      @SuppressWarnings("unchecked") // the conversion gives objects of that class
      T value = (T) row.read(0, conversion);
      return value;
    };
  }
}
