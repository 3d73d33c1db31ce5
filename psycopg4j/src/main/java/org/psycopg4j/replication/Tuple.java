// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.wire.MessageReader;

/** TupleData: where the values of one row lie in a message, which it refers to. */
final class Tuple {
  private static final int NULL = -1;
  private static final int UNCHANGED = -2;

  private final byte[] buf;
  private final int[] offsets;
  private final int[] lengths;
  private final byte[] kinds;

  private Tuple(byte[] buf, int columns) {
    this.buf = buf;
    offsets = new int[columns];
    lengths = new int[columns];
    kinds = new byte[columns];
  }

  /** Reads a tuple of so many columns, of the message whose payload {@code buf} is. */
  static Tuple read(MessageReader in, byte[] buf, int columns) {
    int count = in.int16() & 0xffff;
    if (count != columns) {
      throw new DataException(
          "it has a row of %d columns, of a table that has %d".formatted(count, columns));
    }
    Tuple tuple = new Tuple(buf, count);
    for (int i = 0; i < count; i++) {
      tuple.readColumn(in, i);
    }
    return tuple;
  }

  private void readColumn(MessageReader in, int i) {
    kinds[i] = in.int8();
    switch (kinds[i]) {
      case 'n' -> lengths[i] = NULL;
      case 'u' -> lengths[i] = UNCHANGED;
      case 't', 'b' -> {
        lengths[i] = in.int32();
        offsets[i] = buf.length - in.remaining();
        in.skip(lengths[i]);
      }
      default -> throw new DataException("it has a value of unknown kind " + (kinds[i] & 0xff));
    }
  }

  /** 0 if the value is in text format, 1 in binary; -1 if there is none. */
  int format(int column) {
    return switch (kinds[column]) {
      case 't' -> 0;
      case 'b' -> 1;
      default -> -1;
    };
  }

  /** Whether the value is one that has not changed and was left out. */
  boolean isUnchanged(int column) {
    return lengths[column] == UNCHANGED;
  }

  /** The value's length; -1 if there is none. */
  int length(int column) {
    return Math.max(NULL, lengths[column]);
  }

  /** Copies the value; returns its length, 0 if there is none. */
  int copy(int column, byte[] to, int at) {
    int length = Math.max(0, lengths[column]);
    System.arraycopy(buf, offsets[column], to, at, length);
    return length;
  }
}
