// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** The parts of one value from front to back; what is missing or left over is no such value. */
final class Body {
  private static final int MAX_UINT16 = 0xffff;
  private static final long MAX_UINT32 = 0xffff_ffffL;

  private final byte[] buf;
  private final int end;
  private final String type;
  private int at;

  Body(byte[] buf, int off, int len, String type) {
    this.buf = buf;
    this.at = off;
    this.end = off + len;
    this.type = type;
  }

  DataException malformed() {
    return new DataException("unable to parse " + type);
  }

  int uint8() {
    return buf[skip(1)] & 0xff;
  }

  int uint16() {
    return Bytes.int16(buf, skip(2)) & MAX_UINT16;
  }

  int int32() {
    return Bytes.int32(buf, skip(4));
  }

  long uint32() {
    return int32() & MAX_UINT32;
  }

  long int64() {
    return Bytes.int64(buf, skip(8));
  }

  double float8() {
    return Double.longBitsToDouble(int64());
  }

  /** A number of parts that are still to come, of so many bytes each at the least. */
  int count(int leastBytes) {
    int count = int32();
    if (count < 0 || count > remaining() / leastBytes) {
      throw malformed();
    }
    return count;
  }

  /** Text up to a NUL. */
  String cString(Decoding ctx) {
    int start = at;
    while (uint8() != 0) {
      // on to the next
    }
    return ctx.text(buf, start, at - 1 - start);
  }

  /** Passes so many bytes; returns where they begin. */
  int skip(int bytes) {
    if (bytes < 0 || bytes > remaining()) {
      throw malformed();
    }
    int start = at;
    at += bytes;
    return start;
  }

  int remaining() {
    return end - at;
  }

  void requireEnd() {
    if (at != end) {
      throw malformed();
    }
  }
}
