// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.catalog.RowPlan;

/** The names of a result's columns, as rows and errors use them. */
final class ColumnNames {
  private ColumnNames() {}

  /** The number of the last column of that name. */
  static int indexOf(RowPlan plan, String column) {
    int index = plan.indexOf(column);
    if (index < 0) {
      throw new ProgrammingException(
          "the result has no column \"%s\"; its columns are: %s"
              .formatted(column, String.join(", ", plan.description().names())));
    }
    return index;
  }

  /** Each name once, in the order of the columns. */
  static List<String> keys(RowPlan plan) {
    return List.copyOf(new LinkedHashSet<>(List.of(plan.description().names())));
  }

  static String quoted(RowPlan plan, int column) {
    return "\"" + plan.description().names()[column] + "\"";
  }

  /** The names of all columns, those that occur twice included. */
  static List<String> of(List<Column> columns) {
    List<String> names = new ArrayList<>(columns.size());
    for (Column column : columns) {
      names.add(column.name());
    }
    return names;
  }

  /** The same error, with the name of the column where it happened. */
  static DataException ofColumn(RowPlan plan, int column, DataException e) {
    return new DataException("column %s: %s".formatted(quoted(plan, column), e.getMessage()), e);
  }
}
