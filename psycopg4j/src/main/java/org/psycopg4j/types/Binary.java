// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for a bytea: DB-API's {@code Binary}. A {@code byte[]} alone does as well, but it cannot be
 * NULL and say so.
 *
 * <p>The array is not copied: leave it alone until the query has been executed.
 */
public final class Binary {
  private final byte @Nullable [] bytes;

  private Binary(byte @Nullable [] bytes) {
    this.bytes = bytes;
  }

  /** The bytes as a bytea; null as NULL. */
  public static Binary of(byte @Nullable [] bytes) {
    return new Binary(bytes);
  }

  /** The bytes given; null for NULL. */
  public byte @Nullable [] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length, never the bytes. */
  @Override
  public String toString() {
    return bytes == null ? "Binary[NULL]" : "Binary[" + bytes.length + " bytes]";
  }
}
