// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.util.Arrays;
import org.psycopg4j.internal.engine.CopyChunk;
import org.psycopg4j.internal.wire.MalformedMessageException;

/**
 * Finds the rows in the data of a COPY TO STDOUT and gives each as the body of a DataRow message.
 * Belongs to one COPY.
 */
public abstract class RowReader {
  /** What is not a whole row yet. */
  static final int MORE = -1;

  static final int END = -2;

  private final CopyDrain drain;
  private final int columns;

  byte[] buf = {};
  int pos;
  int end;

  RowReader(CopyDrain drain, int columns) {
    this.drain = drain;
    this.columns = columns;
  }

  /** How many columns a row has. */
  final int columns() {
    return columns;
  }

  /**
   * Moves to the next row; false after the last. The row is at {@link #offset} of {@link #row},
   * which is not changed any more.
   */
  public final boolean next() {
    while (true) {
      int found = find();
      if (found >= 0) {
        return true;
      }
      if (found == MORE && drain.hasEnded() && pos < end && drain.copy().error() == null) {
        throw new MalformedMessageException("the data of a COPY end in the middle of a row");
      }
      if (drain.hasEnded()) {
        return false;
      }
      refill(found);
    }
  }

  private void refill(int found) {
    CopyChunk chunk = drain.next();
    if (found == END) {
      return; // behind the last row nothing counts
    }
    int left = end - pos;
    if (left == 0) {
      drain.keep();
      buf = chunk.bytes();
      end = chunk.size();
    } else {
      byte[] joined = Arrays.copyOfRange(buf, pos, end + chunk.size());
      System.arraycopy(chunk.bytes(), 0, joined, left, chunk.size());
      buf = joined;
      end = joined.length;
    }
    pos = 0;
  }

  /** Moves to a row that is here and returns 0, or says what is missing. */
  abstract int find();

  /** Where the row lies. */
  public abstract byte[] row();

  /** Where it begins there. */
  public abstract int offset();
}
