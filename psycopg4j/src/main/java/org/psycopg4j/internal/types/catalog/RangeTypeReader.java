// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.binary.RangeBinary;
import org.psycopg4j.internal.types.text.RangeText;
import org.psycopg4j.types.Range;

/**
 * Ranges with bounds as their subtype is read; as parameters they are of this type again.
 *
 * @param schema the schema of the type
 * @param name the type's name
 * @param subtypeOid the type of its bounds
 */
public record RangeTypeReader(String schema, String name, int subtypeOid) implements TypeReader {
  @Override
  public Decoder text(Parts parts) {
    return new RangeText(name, parts.text(subtypeOid), this::named);
  }

  @Override
  public @Nullable Decoder binary(Parts parts, Decoding settings) {
    Decoder subtype = parts.binary(subtypeOid, settings);
    return subtype == null ? null : new RangeBinary(name, subtype, this::named);
  }

  Range<Object> named(Range<Object> range) {
    return range.as(schema, name);
  }
}
