// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

/**
 * Where a cursor stands on the server, worked out from what each FETCH and MOVE passed over.
 *
 * <p>It stands before the first row (0), on a row (from 1) or after the last (one more than its
 * number). FETCH and MOVE count the rows that they pass, and stop after the last or before the
 * first when there are fewer than they were asked for (PostgreSQL manual: FETCH, "Outputs").
 */
public final class ServerPosition {
  private long index;
  private boolean afterLast;
  private boolean counted = true;

  /** The number that it stands at; from somewhere else than the first row if not counted. */
  public long index() {
    return index;
  }

  /** Whether it is known to stand after the last row. */
  public boolean afterLast() {
    return afterLast;
  }

  /** Whether the index is counted from the first row: the server doesn't always tell. */
  public boolean counted() {
    return counted;
  }

  /** It was to go forward by so many rows, and passed over so many. */
  public void forward(long wanted, long passed) {
    if (passed >= wanted) {
      index += wanted; // of no rows, the one that it stands on is counted
    } else if (!afterLast) {
      index += passed + 1;
      afterLast = true;
    }
  }

  /** It was to go backward by so many rows, at least one, and passed over so many. */
  public void backward(long wanted, long passed) {
    afterLast = false;
    if (passed < wanted) {
      beforeFirst();
    } else {
      index -= passed;
      counted &= index > 0; // else it was found in the middle, and there are rows before row 1
    }
  }

  /** It was to go onto that row, counted from the end if negative; and whether there is one. */
  public void absolute(long row, boolean found) {
    if (row > 0) {
      if (found) {
        index = row;
        counted = true;
        afterLast = false;
      } else {
        counted &= afterLast; // else nobody has counted the rows in between
        afterLast = true;
      }
    } else if (row < 0 && found) {
      counted &= afterLast;
      index += row;
      afterLast = false;
    } else {
      afterLast = false;
      beforeFirst();
    }
  }

  /** Takes note that a statement has failed: it may have moved before that. */
  public void lost() {
    counted = false;
    afterLast = false;
  }

  private void beforeFirst() {
    index = 0;
    counted = true;
  }
}
