// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.List;

/**
 * A composite type, or the type of a table's rows ({@code psycopg2.extras.CompositeCaster}).
 *
 * @param id what every type has
 * @param attnames the attributes' names, in their order
 * @param atttypes the attributes' types, by {@code pg_type.oid}
 */
public record CompositeInfo(TypeId id, List<String> attnames, List<Long> atttypes)
    implements TypeInfo {
  /** Copies the lists. */
  public CompositeInfo {
    attnames = List.copyOf(attnames);
    atttypes = List.copyOf(atttypes);
  }
}
