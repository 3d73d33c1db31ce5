// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * How a value becomes an object of the class that the program wants: without loss, or not at all.
 *
 * <p>It has no state that changes: one serves all threads. {@link Conversions} finds the one for a
 * class; a result asks once for each column.
 */
@FunctionalInterface
public interface Conversion {
  /**
   * The value, which is not NULL, as the wanted object.
   *
   * @throws DataException if it is of another kind or would lose something; the message names
   *     classes, never the value
   */
  Object of(Object value);

  /** What stands for NULL. */
  default @Nullable Object ofNull() {
    return null;
  }

  /** The wanted object of a value, or of NULL. */
  default @Nullable Object ofNullable(@Nullable Object value) {
    return value == null ? ofNull() : of(value);
  }

  /** The wanted object, read out of a result's bytes. */
  default @Nullable Object read(Decoder decoder, byte[] buf, int off, int len, Decoding ctx) {
    return ofNullable(decoder.decode(buf, off, len, ctx));
  }

  /** What to throw if a value is of a class that the wanted one cannot be made of. */
  static DataException mismatch(Class<?> wanted, Object got) {
    return new DataException(
        "wanted a %s, got a %s".formatted(wanted.getTypeName(), got.getClass().getTypeName()));
  }
}
