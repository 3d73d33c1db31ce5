// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import org.jspecify.annotations.Nullable;

/** Values for {@code %s}, in their order. The array is the caller's own, so not a record. */
final class PositionalArguments implements Arguments {
  private final @Nullable Object[] values;

  PositionalArguments(@Nullable Object[] values) {
    this.values = values;
  }

  int size() {
    return values.length;
  }

  /** The values themselves, not to be changed. */
  @Nullable Object[] values() {
    return values;
  }

  @Nullable Object[] copy() {
    return values.clone();
  }

  @Nullable Object value(int index) {
    return values[index];
  }
}
