// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.psycopg4j.errors.ProgrammingException;

/**
 * Which column each component of a class takes: the one of its name, or else the one whose name
 * differs only in underscores and case ({@code created_at} and {@code createdAt}). By position
 * where the class does not tell names. Nothing may be left over on either side.
 */
public final class Matching {
  private static final int NONE = -1;

  private final Blueprint wanted;
  private final List<String> columns;
  private final int[] columnOf;

  private Matching(Blueprint wanted, List<String> columns) {
    this.wanted = wanted;
    this.columns = columns;
    this.columnOf = new int[wanted.size()];
    Arrays.fill(columnOf, NONE);
  }

  /**
   * For each component the number of its column.
   *
   * @throws ProgrammingException if a column or a component is left over or fits twice
   */
  public static int[] match(Blueprint wanted, List<String> columns) {
    return wanted.names().isEmpty()
        ? byPosition(wanted, columns)
        : new Matching(wanted, columns).byName();
  }

  private static int[] byPosition(Blueprint wanted, List<String> columns) {
    if (wanted.size() != columns.size()) {
      throw new ProgrammingException(
          "the constructor of %s takes %d values, the result has %d columns: %s"
              .formatted(
                  wanted.type().getTypeName(),
                  wanted.size(),
                  columns.size(),
                  String.join(", ", columns)));
    }
    return IntStream.range(0, columns.size()).toArray();
  }

  private int[] byName() {
    boolean[] taken = new boolean[columns.size()];
    for (int column = 0; column < taken.length; column++) {
      int component = wanted.names().indexOf(columns.get(column));
      if (component >= 0) {
        take(component, column);
        taken[column] = true;
      }
    }
    boolean[] exact = new boolean[columnOf.length];
    for (int component = 0; component < exact.length; component++) {
      exact[component] = columnOf[component] != NONE;
    }
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        take(similar(column, exact), column);
      }
    }
    requireAll();
    return columnOf;
  }

  private void take(int component, int column) {
    if (columnOf[component] != NONE) {
      throw new ProgrammingException(
          "columns %d and %d both fit the component %s of %s; the columns are: %s"
              .formatted(
                  columnOf[component],
                  column,
                  wanted.component(component),
                  wanted.type().getTypeName(),
                  String.join(", ", columns)));
    }
    columnOf[component] = column;
  }

  /** The one component with a name like the column's that no column has exactly. */
  private int similar(int column, boolean[] exact) {
    String folded = fold(columns.get(column));
    int found = NONE;
    for (int component = 0; component < exact.length; component++) {
      if (!exact[component] && fold(wanted.names().get(component)).equals(folded)) {
        if (found != NONE) {
          throw new ProgrammingException(
              "column \"%s\" fits two components of %s: %s and %s"
                  .formatted(
                      columns.get(column),
                      wanted.type().getTypeName(),
                      wanted.component(found),
                      wanted.component(component)));
        }
        found = component;
      }
    }
    if (found == NONE) {
      throw new ProgrammingException(
          "%s has no component for the column \"%s\"; its components are: %s"
              .formatted(
                  wanted.type().getTypeName(),
                  columns.get(column),
                  String.join(", ", wanted.names())));
    }
    return found;
  }

  private void requireAll() {
    for (int component = 0; component < columnOf.length; component++) {
      if (columnOf[component] == NONE) {
        throw new ProgrammingException(
            "no column for the component %s of %s; the columns are: %s"
                .formatted(
                    wanted.component(component),
                    wanted.type().getTypeName(),
                    String.join(", ", columns)));
      }
    }
  }

  private static String fold(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
