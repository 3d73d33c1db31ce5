// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query is executed with: nothing, values by position, values by name, or many sets of them.
 * Null is nothing, as {@code None} is in psycopg2.
 */
public sealed interface Arguments
    permits NoArguments, PositionalArguments, MapArguments, RecordArguments, RowArguments, Page {
  /** No arguments: {@code %} is not special in the query. */
  static Arguments none() {
    return NoArguments.INSTANCE;
  }

  /** Arguments for {@code %s}, in their order; none at all still makes {@code %%} a {@code %}. */
  static Arguments positional(@Nullable Object @Nullable ... values) {
    return values == null ? none() : new PositionalArguments(values);
  }

  /** Arguments for {@code %(name)s}. */
  static Arguments named(@Nullable Map<String, ? extends @Nullable Object> values) {
    return values == null ? none() : new MapArguments(values);
  }

  /** Arguments for {@code %s} in their order, or for {@code %(name)s} by name. */
  static Arguments of(
      List<@Nullable Object> values, Map<String, ? extends @Nullable Object> named) {
    return new RowArguments(values, named);
  }

  /** Arguments for {@code %(name)s} that are a record's components. */
  static Arguments named(@Nullable Record values) {
    return values == null ? none() : new RecordArguments(values, false);
  }

  /** One set of arguments of many: a record's components, by position or by name. */
  static Arguments set(Record values) {
    return new RecordArguments(values, true);
  }
}
