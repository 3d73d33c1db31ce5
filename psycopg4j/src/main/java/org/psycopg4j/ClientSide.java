// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.query.Arguments;

/** The rows of an unnamed cursor: the whole result is here. */
final class ClientSide<T> implements RowSource<T> {
  private final Cursor<T> cursor;
  private final Statements<T> statements;
  private final RowFactory<T> factory;

  ClientSide(Cursor<T> cursor, RowFactory<T> factory) {
    this.cursor = cursor;
    this.statements = new Statements<>(cursor, factory);
    this.factory = factory;
  }

  @Override
  public Statements<T> statements() {
    return statements;
  }

  @Override
  public void execute(Query query, Arguments arguments) {
    cursor.requireOpen();
    statements.execute(query, arguments);
  }

  @Override
  public void executeMany(Query query, Iterable<?> argumentSets) {
    cursor.requireOpen();
    cursor.connection().requireNotPrepared("executemany");
    cursor.connection().dialogue().requireSync("executemany");
    new Repetition<>(cursor, statements, query, argumentSets).run();
  }

  @Override
  public Statements<T> inOneGo(String command) {
    cursor.requireOpen();
    cursor.connection().requireNotPrepared(command);
    cursor.connection().dialogue().requireNothingUnderWay(command);
    return statements;
  }

  @Override
  public ServerSide<T> executeInPages(Query query, Arguments arguments) {
    cursor.requireOpen();
    cursor.connection().dialogue().requireSync("stream");
    ServerSide<T> pages = ServerSide.ofStream(cursor, factory);
    pages.execute(query, arguments);
    return pages;
  }

  @Override
  public void select(int index) {
    cursor.requireOpen();
    statements.select(index);
  }

  @Override
  public void requireRows() {
    cursor.requireOpen();
    statements.result().requireRows();
  }

  @Override
  public boolean hasNext() {
    cursor.requireOpen();
    return statements.result().hasNext();
  }

  @Override
  public @Nullable Row next() {
    cursor.requireOpen();
    return statements.result().next();
  }

  /** As in psycopg2, a negative number means all. */
  @Override
  public <U> List<U> take(int size, Function<Row, U> make) {
    cursor.requireOpen();
    Result result = statements.result();
    result.requireRows();
    int count = size < 0 ? result.here() : Math.min(size, result.here());
    List<U> rows = new ArrayList<>(count);
    for (Row row; rows.size() < count && (row = result.next()) != null; ) {
      rows.add(make.apply(row));
    }
    return rows;
  }

  @Override
  public <U> List<U> takeAll(Function<Row, U> make) {
    return take(-1, make);
  }

  @Override
  public Columns columns() {
    cursor.requireOpen();
    return statements.result().columns();
  }

  @Override
  public void scroll(long value, ScrollMode mode) {
    cursor.requireOpen();
    Result result = statements.result();
    result.moveTo(mode == ScrollMode.RELATIVE ? result.position() + value : value);
  }

  @Override
  public long rowNumber() {
    return statements.result().position();
  }

  @Override
  public void close() {
    statements.forget();
  }

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public @Nullable Boolean scrollable() {
    return null;
  }

  @Override
  public void scrollable(@Nullable Boolean yes) {
    if (yes != null) {
      throw new ProgrammingException("trying to set .scrollable on unnamed cursor");
    }
  }

  @Override
  public boolean withHold() {
    return false;
  }

  @Override
  public void withHold(boolean yes) {
    if (yes) {
      throw new ProgrammingException("trying to set .withhold on unnamed cursor");
    }
  }
}
