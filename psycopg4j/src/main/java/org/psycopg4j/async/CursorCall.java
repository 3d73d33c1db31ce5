// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.RowFactory;
import org.psycopg4j.internal.session.Dialogues;

/** A statement whose whole result is waited for, and what is made of it. */
final class CursorCall<T, R extends @Nullable Object> extends Call<R> implements Request {
  private final RowFactory<T> factory;
  private final Statement statement;
  private final Function<Cursor<T>, R> then;
  private final boolean isShared;
  private @Nullable Cursor<T> cursor;
  private boolean joined;

  CursorCall(
      Line line,
      Lane lane,
      RowFactory<T> factory,
      Statement statement,
      Function<Cursor<T>, R> then,
      boolean isShared) {
    super(line, lane);
    this.factory = factory;
    this.statement = statement;
    this.then = then;
    this.isShared = isShared;
  }

  @Override
  public boolean mayJoin() {
    return isShared && line.takesOthers();
  }

  @Override
  void begin() {
    joined = mayJoin();
    if (joined) {
      line.join(this);
    } else {
      line.begin(this);
    }
  }

  @Override
  public void send(Connection conn) {
    Cursor<T> executing = conn.cursor(factory);
    cursor = executing;
    if (joined) {
      Dialogues.face().goWithOthers(executing, error -> line.answered(this, error));
    }
    statement.execute().accept(executing);
  }

  @Override
  public void finished(@Nullable Throwable error) {
    Cursor<T> executed = cursor;
    if (executed != null) {
      Dialogues.face().detach(executed);
    }
    lane.finished(this); // the next one goes out before anybody looks at this one's rows
    if (error != null || executed == null) {
      settle(error != null ? error : new IllegalStateException("nothing was executed"));
    } else {
      line.loop().complete(() -> settleWithResult(executed));
    }
  }

  @SuppressWarnings("CatchingUnchecked") // what a row's factory throws is the future's
  private void settleWithResult(Cursor<T> executed) {
    R result;
    try {
      result = then.apply(executed);
    } catch (Throwable t) {
      settleNow(t);
      return;
    }
    settleWith(result);
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
