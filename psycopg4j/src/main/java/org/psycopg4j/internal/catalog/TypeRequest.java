// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.util.List;

/**
 * A wish to know types.
 *
 * @param reach where to look
 * @param name the name; empty if it does not matter
 */
public record TypeRequest(Reach reach, String name) {

  /** Where to look for types. */
  public enum Reach {
    /** The one that the name means, be it with or without a schema. */
    NAME,
    /** All base types of the name, whatever their schema. */
    EVERY_SCHEMA,
    /** All types of users and extensions that the search_path finds. */
    ALL_TYPES
  }

  /** The type that a name means. */
  public static TypeRequest named(String name) {
    return new TypeRequest(Reach.NAME, name);
  }

  /** The base types of that name in every schema. */
  public static TypeRequest anywhere(String name) {
    return new TypeRequest(Reach.EVERY_SCHEMA, name);
  }

  /** All types of users and extensions that the search_path finds. */
  public static TypeRequest all() {
    return new TypeRequest(Reach.ALL_TYPES, "");
  }

  List<TypeName> meanings() {
    return switch (reach) {
      case NAME -> TypeName.meaning(name);
      case EVERY_SCHEMA -> List.of(new TypeName(null, name));
      case ALL_TYPES -> List.of();
    };
  }
}
