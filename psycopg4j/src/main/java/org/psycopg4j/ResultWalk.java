// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.psycopg4j.errors.ProgrammingException;

/** A walk over the results of one execution, which moves the cursor with each step. */
final class ResultWalk<T> implements Iterator<Cursor<T>> {
  private final Cursor<T> cursor;
  private final Results results;
  private int next;

  ResultWalk(Cursor<T> cursor, Results results) {
    this.cursor = cursor;
    this.results = results;
  }

  @Override
  public boolean hasNext() {
    return next < results.count();
  }

  @Override
  public Cursor<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more results");
    }
    if (!cursor.closed() && !cursor.hasExecuted(results)) {
      throw (ProgrammingException)
          new ProgrammingException("the cursor has executed something else since").raisedBy(cursor);
    }
    return cursor.setResult(next++);
  }
}
