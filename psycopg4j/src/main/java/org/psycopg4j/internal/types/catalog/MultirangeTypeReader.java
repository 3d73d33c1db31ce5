// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.binary.MultirangeBinary;
import org.psycopg4j.internal.types.text.MultirangeText;
import org.psycopg4j.types.Multirange;

/**
 * Multiranges of a range type; as parameters they are of this type again.
 *
 * @param schema the schema of the type
 * @param name the type's name
 * @param range how its ranges are read
 */
public record MultirangeTypeReader(String schema, String name, RangeTypeReader range)
    implements TypeReader {
  @Override
  public Decoder text(Parts parts) {
    return new MultirangeText(name, parts.text(range.subtypeOid()), range::named, this::named);
  }

  @Override
  public @Nullable Decoder binary(Parts parts, Decoding settings) {
    Decoder subtype = parts.binary(range.subtypeOid(), settings);
    return subtype == null ? null : new MultirangeBinary(name, subtype, range::named, this::named);
  }

  private Multirange<Object> named(Multirange<Object> ranges) {
    return ranges.as(schema, name);
  }
}
