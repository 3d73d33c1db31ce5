// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.util.Arrays;

/**
 * A piece of the data of a COPY: whole messages of the server's, one after another. Has one user at
 * a time.
 */
public final class CopyChunk {
  /* Room for a full chunk and one more short row; below half a region of G1 at its smallest. */
  private static final int INITIAL = 72 << 10;
  private static final int KEPT = 256 << 10;
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int size;

  void add(byte[] buf, int off, int len) {
    int wanted = Math.addExact(size, len);
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, INITIAL));
    }
    System.arraycopy(buf, off, bytes, size, len);
    size = wanted;
  }

  /** The bytes, of which the first {@link #size()} count. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** This chunk without its data, to be filled again. */
  public CopyChunk emptied() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = NONE;
    }
    return this;
  }
}
