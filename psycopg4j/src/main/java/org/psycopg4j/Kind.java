// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.CompositeInfo;
import org.psycopg4j.types.DomainInfo;
import org.psycopg4j.types.EnumInfo;
import org.psycopg4j.types.RangeInfo;
import org.psycopg4j.types.TypeInfo;

/**
 * A kind of types that is registered in a way of its own.
 *
 * @param type what is said of such a type
 * @param noun what psycopg2 calls it when it is not there
 * @param phrase what another type is not
 */
record Kind<I extends TypeInfo>(Class<I> type, String noun, String phrase) {
  static final Kind<TypeInfo> ANY = new Kind<>(TypeInfo.class, "type", "a type");
  static final Kind<CompositeInfo> COMPOSITE =
      new Kind<>(CompositeInfo.class, "type", "a composite type");
  static final Kind<DomainInfo> DOMAIN = new Kind<>(DomainInfo.class, "type", "a domain");
  static final Kind<EnumInfo> ENUM = new Kind<>(EnumInfo.class, "type", "an enumerated type");
  static final Kind<RangeInfo> RANGE = new Kind<>(RangeInfo.class, "range", "a range type");

  /**
   * The only type that was found.
   *
   * @throws ProgrammingException if there is none, or it is of another kind
   */
  I only(TypeLookUp.Answer answer, String name) {
    List<TypeInfo> wanted = answer.types().wanted();
    if (wanted.isEmpty()) {
      throw new ProgrammingException("PostgreSQL %s '%s' not found".formatted(noun, name));
    }
    TypeInfo found = wanted.get(0);
    if (!type.isInstance(found)) {
      throw new ProgrammingException("PostgreSQL type '%s' is not %s".formatted(name, phrase));
    }
    return type.cast(found);
  }
}
