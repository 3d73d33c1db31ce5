// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.util.Arrays;

/**
 * The rows of one result, as the server sent them: the bodies of its DataRow messages, each behind
 * its length, one after another in a few large chunks.
 *
 * <p>A DataRow's body is a 16-bit count of fields, then for each field a 32-bit length (-1 is NULL)
 * and that many bytes. A row is named by its chunk and its body's offset there. Written by the
 * holder of the connection's lock until the result is complete; any thread may read it then.
 */
public final class RowStore {
  /* The first chunk is the first row's own, so a point look-up keeps just its row. The others double
  and stop at 256 KiB: half a region of G1 at its smallest would be "humongous" and never
  move. */
  private static final int SECOND_CHUNK = 512;
  private static final int LARGEST_CHUNK = 256 << 10;
  private static final int GROWTH = 2;

  private static final byte[] NO_CHUNK = {};
  private static final byte[][] NONE = {};
  private static final int[] ONE_CHUNK = {0};

  private byte[][] chunks = NONE; // if there are several
  private int[] firstRows = ONE_CHUNK;
  private int chunkCount;
  private byte[] last = NO_CHUNK;
  private int end;
  private int rows;

  /** Adds one row: the body of a DataRow message, checked to have {@code columns} fields. */
  public void add(byte[] buf, int off, int len, int columns) {
    check(buf, off, len, columns);
    append(buf, off, len);
  }

  /** Adds the rows of another store, which have the same columns. */
  public void addAll(RowStore other) {
    Reader reader = other.reader(0);
    while (reader.next()) {
      int off = reader.offset();
      append(reader.chunk(), off, Bytes.int32(reader.chunk(), off - 4));
    }
  }

  private void append(byte[] buf, int off, int len) {
    if (last.length - end < len + 4) {
      addChunk(len + 4);
    }
    Bytes.putInt32(last, end, len);
    System.arraycopy(buf, off, last, end + 4, len);
    end += 4 + len;
    rows++;
  }

  /** Adds the rows that a reader of another store has before it. */
  public void addAll(Reader others, int columns) {
    while (others.next()) {
      add(others.chunk(), others.offset(), others.length(), columns);
    }
  }

  private static void check(byte[] buf, int off, int len, int columns) {
    int stop = off + len;
    int pos = off + 2;
    if (len >= 2 && Bytes.int16(buf, off) == columns) {
      int left = columns;
      while (left > 0 && stop - pos >= 4) {
        int length = Bytes.int32(buf, pos);
        pos += 4;
        if (length > 0) {
          if (length > stop - pos) {
            break;
          }
          pos += length;
        } else if (length < -1) {
          break;
        }
        left--;
      }
      if (left == 0 && pos == stop) {
        return;
      }
    }
    throw new MalformedMessageException(
        "a row from the server does not have the " + columns + " columns it was announced with");
  }

  private void addChunk(int atLeast) {
    if (chunkCount == 0) {
      last = new byte[atLeast];
    } else {
      int size = Math.min(Math.max(last.length * GROWTH, SECOND_CHUNK), LARGEST_CHUNK);
      byte[] next = new byte[Math.max(size, atLeast)];
      makeRoom();
      firstRows[chunkCount] = rows;
      chunks[chunkCount] = next;
      last = next;
    }
    chunkCount++;
    end = 0;
  }

  private void makeRoom() {
    if (chunkCount == 1) {
      chunks = new byte[4][];
      chunks[0] = last;
      firstRows = new int[4];
    } else if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunkCount * 2);
      firstRows = Arrays.copyOf(firstRows, chunkCount * 2);
    }
  }

  /** The number of rows. */
  public int size() {
    return rows;
  }

  /** A reader before row {@code row}, which may be {@link #size()}. */
  public Reader reader(int row) {
    Reader reader = new Reader();
    reader.moveTo(row);
    return reader;
  }

  /**
   * Walks over the rows. {@link #next} moves to the next row; {@link #chunk} and {@link #offset}
   * then say where its body lies.
   */
  public final class Reader {
    private int row;
    private int chunkIndex;
    private byte[] chunk = NO_CHUNK;
    private int offset;
    private int nextOffset;
    private int chunkLimit; // the first row that lies in a later chunk

    private Reader() {}

    /** The number of the row that {@link #next} would move to. */
    public int row() {
      return row;
    }

    /** Moves to the next row; false if there is none. */
    public boolean next() {
      if (row == chunkLimit) {
        if (row == rows) {
          return false;
        }
        enter(chunkIndex + 1);
      }
      offset = nextOffset + 4;
      nextOffset = offset + Bytes.int32(chunk, nextOffset);
      row++;
      return true;
    }

    public byte[] chunk() {
      return chunk;
    }

    public int offset() {
      return offset;
    }

    int length() {
      return nextOffset - offset;
    }

    /** Moves before row {@code target}, which may be {@link RowStore#size()}. */
    public void moveTo(int target) {
      if (target < 0 || target > rows) {
        throw new IndexOutOfBoundsException(target);
      }
      int found = Arrays.binarySearch(firstRows, 0, chunkCount, target);
      enter(found >= 0 ? found : -found - 2);
      while (row < target) {
        nextOffset += 4 + Bytes.int32(chunk, nextOffset);
        row++;
      }
    }

    private void enter(int index) {
      chunkIndex = index;
      nextOffset = 0;
      if (index < 0) { // no rows at all
        row = 0;
        chunkLimit = 0;
        return;
      }
      chunk = chunkCount == 1 ? last : chunks[index];
      row = firstRows[index];
      chunkLimit = index + 1 < chunkCount ? firstRows[index + 1] : rows;
    }
  }
}
