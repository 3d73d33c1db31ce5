// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

/**
 * The arguments of a FunctionCall in binary format, in their order: integers, and bytes that stay
 * where they are until the message is written. Bytes are the last argument.
 */
public final class FunctionArguments {
  private static final byte[] NOTHING = {};
  private static final int MOST = 12 * 3; // no function that is called so takes more than three

  private final byte[] fixed = new byte[MOST]; // lengths and values, as in the message
  private int fixedLength;
  private int count;
  private byte[] bytes = NOTHING;
  private int off;
  private int len;
  private boolean endsInBytes;

  /** Adds an int4, or an oid. */
  public FunctionArguments int4(int value) {
    Bytes.putInt32(fixed, fixedLength, 4);
    Bytes.putInt32(fixed, fixedLength + 4, value);
    fixedLength += 8;
    count++;
    return this;
  }

  /** Adds an int8. */
  public FunctionArguments int8(long value) {
    Bytes.putInt32(fixed, fixedLength, 8);
    Bytes.putInt32(fixed, fixedLength + 4, (int) (value >> 32));
    Bytes.putInt32(fixed, fixedLength + 8, (int) value);
    fixedLength += 12;
    count++;
    return this;
  }

  /** Adds the last argument, a bytea: it is read when the call is sent. */
  public FunctionArguments bytes(byte[] buf, int from, int length) {
    bytes = buf;
    off = from;
    len = length;
    endsInBytes = true;
    count++;
    return this;
  }

  /** Writes their number, then the length and the value of each. */
  void write(SendBuffer out) {
    out.putInt16(count);
    out.putBytes(fixed, 0, fixedLength);
    if (endsInBytes) {
      out.putInt32(len);
      out.putBytes(bytes, off, len);
    }
  }

  /** How many bytes {@link #write} writes. */
  long size() {
    return 2L + fixedLength + (endsInBytes ? 4L + len : 0);
  }
}
