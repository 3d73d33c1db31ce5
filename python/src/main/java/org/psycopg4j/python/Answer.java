// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Column;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;

/** What a cursor's last statement gave, in one array, and its rows, in one array. */
final class Answer {
  private static final int OF_COLUMN = 7;
  private static final int BEFORE_COLUMNS = 4;

  private Answer() {}

  /** As {@link PyCursor#answer} has it. */
  static @Nullable Object[] of(Cursor<Row> cursor, boolean hasNews) {
    List<Column> columns = cursor.description();
    int count = columns == null ? 0 : columns.size();
    @Nullable Object[] answer = new @Nullable Object[BEFORE_COLUMNS + count * OF_COLUMN];
    answer[0] = hasNews;
    answer[1] = cursor.rowCount();
    answer[2] = cursor.statusMessage();
    answer[3] = columns != null;
    int at = BEFORE_COLUMNS;
    for (Column column : columns == null ? List.<Column>of() : columns) {
      answer[at++] = column.name();
      answer[at++] = column.typeCode();
      answer[at++] = column.internalSize();
      answer[at++] = column.precision();
      answer[at++] = column.scale();
      answer[at++] = column.tableOid();
      answer[at++] = column.tableColumn();
    }
    return answer;
  }

  /**
   * The values of rows, one row after another, and whether there are nulls among them.
   *
   * @param kinds how each column is wanted: {@code i} as a whole number, {@code f} as a floating
   *     one, {@code b} as a boolean, {@code y} as bytes, {@code s} as the server's text
   */
  static @Nullable Object[] values(List<Row> rows, String kinds) {
    int width = kinds.length();
    @Nullable Object[] values = new @Nullable Object[rows.size() * width + 1];
    boolean nulls = false;
    int at = 0;
    for (Row row : rows) {
      for (int column = 0; column < width; column++) {
        Object value = row.isNull(column) ? null : value(row, column, kinds.charAt(column));
        nulls |= value == null;
        values[at++] = value;
      }
    }
    values[at] = nulls;
    return values;
  }

  private static @Nullable Object value(Row row, int column, char kind) {
    return switch (kind) {
      case 'i' -> row.getLong(column);
      case 'f' -> row.getDouble(column);
      case 'b' -> row.getBoolean(column);
      case 'y' -> bytes(row.getBytes(column));
      default -> row.getString(column);
    };
  }

  private static @Nullable String bytes(byte @Nullable [] value) {
    return value == null ? null : Bytes.crossing(value);
  }
}
