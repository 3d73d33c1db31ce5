// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Arrays;
import java.util.function.Function;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.CompositeInfo;

/**
 * Makes rows of a composite type's values: its attributes are their columns. Immutable, for all
 * threads if what the factory made is.
 */
final class CompositeRows<T> implements CompositePlan.Factory {
  private final RowDescription columns;
  private final Function<Row, T> make;

  private CompositeRows(RowDescription columns, Function<Row, T> make) {
    this.columns = columns;
    this.make = make;
  }

  /**
   * What makes of each value what a row factory makes of a row.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if the factory has no use for such columns
   */
  static <T> CompositeRows<T> of(CompositeInfo type, RowFactory<T> factory) {
    RowDescription columns = columns(type);
    RowPlan plan = new RowPlan(columns, new Decoder[columns.size()], Decoding.DEFAULT);
    return new CompositeRows<>(columns, factory.forColumns(RowMaker.columns(plan)));
  }

  private static RowDescription columns(CompositeInfo type) {
    int count = type.attnames().size();
    int[] unknown = new int[count];
    Arrays.fill(unknown, -1);
    return new RowDescription(
        type.attnames().toArray(new String[0]),
        new int[count],
        new int[count],
        type.atttypes().stream().mapToInt(Long::intValue).toArray(),
        unknown,
        unknown,
        new int[count]);
  }

  @Override
  public Object make(CompositePlan plan, byte[] body, Decoding ctx) {
    T value = make.apply(new Row(new RowPlan(columns, plan.decoders(), ctx), body, 0));
    if (value == null) {
      throw new DataException("the row factory made nothing of a value of type " + plan.typeName());
    }
    return value;
  }
}
