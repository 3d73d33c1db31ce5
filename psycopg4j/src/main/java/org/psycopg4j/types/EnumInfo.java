// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.List;

/**
 * An enumerated type.
 *
 * @param id what every type has
 * @param labels its values, in their order
 */
public record EnumInfo(TypeId id, List<String> labels) implements TypeInfo {
  /** Copies the list. */
  public EnumInfo {
    labels = List.copyOf(labels);
  }
}
