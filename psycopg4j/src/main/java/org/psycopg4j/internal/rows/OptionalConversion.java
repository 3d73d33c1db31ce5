// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.Optional;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** A value as an Optional; NULL is the empty one. */
record OptionalConversion(Conversion content) implements Conversion {
  @Override
  public Object of(Object value) {
    return Optional.of(content.of(value));
  }

  @Override
  public Object ofNull() {
    return Optional.empty();
  }

  @Override
  public Object read(Decoder decoder, byte[] buf, int off, int len, Decoding ctx) {
    return Optional.ofNullable(content.read(decoder, buf, off, len, ctx));
  }
}
