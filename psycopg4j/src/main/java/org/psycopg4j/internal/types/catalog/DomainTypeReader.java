// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * A domain, which is read as what it is made of. A result's column says the base type itself, but
 * the attribute of a composite and the element of an array say the domain.
 *
 * @param baseOid the type that it is a domain over
 */
public record DomainTypeReader(int baseOid) implements TypeReader {
  @Override
  public Decoder text(Parts parts) {
    return parts.text(baseOid);
  }

  @Override
  public @Nullable Decoder binary(Parts parts, Decoding settings) {
    return parts.binary(baseOid, settings);
  }
}
