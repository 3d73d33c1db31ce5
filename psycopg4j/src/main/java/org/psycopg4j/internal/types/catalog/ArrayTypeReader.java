// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.binary.ArrayBinary;
import org.psycopg4j.internal.types.text.ArrayText;

/**
 * Arrays as lists of what their elements are read as.
 *
 * @param elementOid the elements' type
 * @param delimiter what stands between them, {@code pg_type.typdelim}
 */
public record ArrayTypeReader(int elementOid, char delimiter) implements TypeReader {
  @Override
  public Decoder text(Parts parts) {
    return new ArrayText(parts.text(elementOid), delimiter);
  }

  @Override
  public @Nullable Decoder binary(Parts parts, Decoding settings) {
    Decoder element = parts.binary(elementOid, settings);
    return element == null ? null : new ArrayBinary(element, elementOid, delimiter);
  }
}
