// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.RowsExchange;
import org.psycopg4j.internal.session.Arriving;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.RowStore;

/** The rows of a statement that a cursor has sent, as they come. */
final class StreamedRows<T> implements Arriving<T> {
  private final Cursor<T> cursor;
  private final RowMaker<T> maker;
  private final Types registered;
  private @Nullable RowsExchange exchange;

  StreamedRows(Cursor<T> cursor) {
    this.cursor = cursor;
    this.maker = cursor.rowMaker();
    this.registered = cursor.registered();
  }

  @Override
  public void start(Supplier<byte[]> merged) {
    Dialogue dialogue = cursor.connection().dialogue();
    RowsExchange request;
    Quoting quoting;
    do {
      quoting = cursor.connection().quoting();
      byte[] sql = merged.get();
      if (sql.length == 0) {
        throw new ProgrammingException("can't execute an empty query");
      }
      request = new RowsExchange(sql, dialogue.parameters());
    } while (!dialogue.polling().start(request, "execute", quoting, decoding -> {}));
    exchange = request;
  }

  private RowsExchange exchange() {
    RowsExchange started = exchange;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  @Override
  public @Nullable Iterator<T> take() {
    RowDescription columns = exchange().columns();
    RowStore rows = exchange().take();
    if (rows == null || columns == null) {
      return null;
    }
    return new Page(
        maker.plan(columns, registered.decoders(), cursor.connection().decoding()),
        rows.reader(0),
        rows.size());
  }

  /** Some of the rows. */
  private final class Page implements Iterator<T> {
    private final RowPlan plan;
    private final RowStore.Reader reader;
    private final int size;

    Page(RowPlan plan, RowStore.Reader reader, int size) {
      this.plan = plan;
      this.reader = reader;
      this.size = size;
    }

    @Override
    public boolean hasNext() {
      return reader.row() < size;
    }

    @Override
    public T next() {
      if (!reader.next()) {
        throw new NoSuchElementException();
      }
      try {
        return maker.make(new Row(plan, reader.chunk(), reader.offset()));
      } catch (PsycopgException e) {
        throw e.raisedBy(cursor);
      }
    }
  }

  @Override
  public boolean isFull() {
    return exchange().isFull();
  }

  @Override
  public boolean isDone() {
    return exchange().isDone();
  }

  @Override
  public void discard() {
    exchange().discard();
  }
}
