// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.MalformedMessageException;

/** Rows in COPY's binary format, which are just as a DataRow message has them. */
public final class BinaryReader extends RowReader {
  private static final int HEADER = 19; // signature, flags, and the length of more header

  private boolean headerPassed;
  private int offset;

  public BinaryReader(CopyDrain drain, int columns) {
    super(drain, columns);
  }

  @Override
  int find() {
    if (!headerPassed && !passHeader()) {
      return MORE;
    }
    if (end - pos < 2) {
      return MORE;
    }
    int count = Bytes.int16(buf, pos);
    if (count == -1) {
      pos = end;
      return END;
    }
    if (count != columns()) {
      throw new MalformedMessageException(
          "a row of %d columns in a COPY of %d".formatted(count, columns()));
    }
    int at = pos + 2;
    for (int i = 0; i < count; i++) {
      if (end - at < 4) {
        return MORE;
      }
      int length = Math.max(Bytes.int32(buf, at), 0);
      at += 4;
      if (end - at < length) {
        return MORE;
      }
      at += length;
    }
    offset = pos;
    pos = at;
    return 0;
  }

  private boolean passHeader() {
    if (end - pos < HEADER) {
      return false;
    }
    int more = Bytes.int32(buf, pos + HEADER - 4);
    if (more < 0 || end - pos - HEADER < more) {
      return false;
    }
    pos += HEADER + more;
    headerPassed = true;
    return true;
  }

  @Override
  public byte[] row() {
    return buf;
  }

  @Override
  public int offset() {
    return offset;
  }
}
