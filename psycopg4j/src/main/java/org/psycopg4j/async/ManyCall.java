// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;

/** Statements one after another, and how many rows they were about altogether. */
final class ManyCall extends Call<Long> implements Request {
  private final Iterator<Statement> statements;
  private @Nullable Cursor<Row> cursor;
  private long sum;

  ManyCall(Line line, Lane lane, Iterator<Statement> statements) {
    super(line, lane);
    this.statements = statements;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // what the arguments' iterator throws is the future's
  void begin() {
    boolean any;
    try {
      any = statements.hasNext();
    } catch (Throwable t) {
      finished(t);
      return;
    }
    if (any) {
      line.begin(this);
    } else {
      finished(null);
    }
  }

  @Override
  public void send(Connection conn) {
    Cursor<Row> executing = conn.cursor(RowFactory.row());
    cursor = executing;
    statements.next().execute().accept(executing);
  }

  @Override
  public boolean takesMore() {
    Cursor<Row> executed = cursor;
    if (executed != null) {
      for (int i = 0; i < executed.resultCount(); i++) {
        long rows = executed.setResult(i).rowCount();
        sum = rows < 0 || sum < 0 ? -1 : sum + rows;
      }
    }
    return !isGone() && statements.hasNext();
  }

  @Override
  public void finished(@Nullable Throwable error) {
    lane.finished(this);
    if (error != null) {
      settle(error);
    } else {
      line.loop().complete(() -> settleWith(sum));
    }
  }

  @Override
  void abandon() {
    line.cancel(this);
  }

  @Override
  void interrupt(Throwable reason) {
    line.cancel(this);
  }
}
