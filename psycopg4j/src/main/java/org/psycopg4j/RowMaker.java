// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.Scope;

/**
 * Makes what one cursor returns for a row: how to read the columns and what the factory makes of
 * them, found out once for as long as the columns stay the same. Belongs to one cursor.
 */
final class RowMaker<T extends @Nullable Object> {
  private final RowFactory<T> factory;
  private final Scope cursor;
  private @Nullable RowPlan plan;
  private @Nullable Decoders decoders; // that the plan was made with
  private @Nullable Function<Row, T> make; // for the columns of the plan
  private @Nullable ByClass<?> byClass; // for the class that was asked for last

  RowMaker(RowFactory<T> factory, Scope cursor) {
    this.factory = factory;
    this.cursor = cursor;
  }

  /** How to read rows of these columns under these settings, by these decoders. */
  @SuppressWarnings("ReferenceEquality") // AnswerMemory hands the very same columns out again
  RowPlan plan(RowDescription columns, Decoders types, Decoding decoding) {
    RowPlan known = plan;
    if (known != null
        && known.description() == columns
        && decoders == types
        && known.decoding().equals(decoding)) {
      return known;
    }
    RowPlan fresh = RowPlan.of(columns, types, decoding).boundTo(cursor);
    plan = fresh;
    decoders = types;
    make = null;
    return fresh;
  }

  /** What the factory makes of a row. */
  T make(Row row) {
    Function<Row, T> known = make;
    if (known == null) {
      known = factory.forColumns(columns(row.plan()));
      make = known;
    }
    return known.apply(row);
  }

  /** What {@link RowFactory#of(Class)} makes of a row. */
  <U> U make(Row row, Class<U> type) {
    ByClass<?> known = byClass;
    if (known == null || !known.fits(row, type)) {
      RowFactory<U> wanted = RowFactory.of(type);
      known = new ByClass<>(type, row.plan(), wanted.forColumns(columns(row.plan())));
      byClass = known;
    }
    @SuppressWarnings("unchecked") // it is of that class
    U made = (U) known.make().apply(row);
    return made;
  }

  /** How to make objects of a class of rows with one plan. */
  private record ByClass<U>(Class<U> type, RowPlan plan, Function<Row, U> make) {
    @SuppressWarnings("ReferenceEquality") // the rows of one result have the very same plan
    boolean fits(Row row, Class<?> wanted) {
      return type == wanted && plan == row.plan();
    }
  }

  static List<Column> columns(RowPlan plan) {
    List<Column> columns = new ArrayList<>(plan.size());
    for (int i = 0; i < plan.size(); i++) {
      columns.add(Column.of(plan.description(), i));
    }
    return Collections.unmodifiableList(columns);
  }
}
