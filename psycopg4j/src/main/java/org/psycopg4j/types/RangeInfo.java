// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;

/**
 * A range type ({@code psycopg2.extras.RangeCaster}).
 *
 * @param id what every type has
 * @param subtypeOid the type of its bounds
 * @param multirangeOid the type of several such ranges; 0 before PostgreSQL 14
 */
public record RangeInfo(TypeId id, long subtypeOid, long multirangeOid) implements TypeInfo {
  /** A range of this type, with its lower bound and without its upper one; null is no bound. */
  public <T> Range<T> range(@Nullable T lower, @Nullable T upper) {
    return range(lower, upper, "[)");
  }

  /**
   * A range of this type.
   *
   * @param lower null is no bound
   * @param upper null is no bound
   * @param bounds as for {@link Range#of(Object, Object, String)}
   * @throws org.psycopg4j.errors.ParameterException if the bounds' flags are not valid
   */
  public <T> Range<T> range(@Nullable T lower, @Nullable T upper, String bounds) {
    return Range.of(lower, upper, bounds).as(schema(), name());
  }

  /** The empty range of this type. */
  public <T> Range<T> empty() {
    return Range.<T>empty().as(schema(), name());
  }
}
