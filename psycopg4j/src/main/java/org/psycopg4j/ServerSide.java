// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.session.PageAhead;
import org.psycopg4j.internal.session.ServerPosition;

/**
 * The rows of a server-side cursor: a page of them is here, another one may be under way, and the
 * rest is on the server.
 */
final class ServerSide<T> implements RowSource<T> {
  /* Two positions: the server's, which is behind the page that is here, and the row that the user
  has read last, counted as the server's. Rows that are here are served first; a move on the server
  allows for the difference. A page under way counts when it is taken in. */
  private final Cursor<T> cursor;
  private final Statements<T> statements;
  private final ServerCursor<T> server;
  private final ServerPosition position = new ServerPosition();
  private final boolean stream;
  private Result page = Result.NONE;
  private @Nullable PageAhead ahead;
  private long row;
  private int pagesInARow;
  private boolean closed;

  private ServerSide(
      Cursor<T> cursor, RowFactory<T> factory, String name, boolean stream, String invalid) {
    this.cursor = cursor;
    this.statements = new Statements<>(cursor, factory);
    this.server = new ServerCursor<>(cursor.connection(), statements, name, invalid);
    this.stream = stream;
  }

  /** The rows of a named cursor. */
  static <T> ServerSide<T> named(Cursor<T> cursor, CursorOptions<T> options) {
    ServerSide<T> source =
        new ServerSide<>(
            cursor, options.rows(), options.name(), false, "named cursor isn't valid anymore");
    source.server.scrollable(options.scrollable());
    source.server.withHold(options.withHold());
    return source;
  }

  /** The rows of a stream, by a cursor that has no name for its user. */
  static <T> ServerSide<T> ofStream(Cursor<T> cursor, RowFactory<T> factory) {
    ServerSide<T> source =
        new ServerSide<>(
            cursor,
            factory,
            cursor.connection().streamName(),
            true,
            "stream isn't valid anymore: its transaction is over");
    source.server.scrollable(false);
    source.server.withHold(cursor.connection().dialogue().isOutsideOfTransactions());
    return source;
  }

  @Override
  public Statements<T> statements() {
    return statements;
  }

  @Override
  public void execute(Query query, Arguments arguments) {
    if (server.isExecuted()) {
      throw new ProgrammingException("can't call .execute() on named cursors more than once");
    }
    if (!server.withHold() && cursor.connection().dialogue().isOutsideOfTransactions()) {
      throw new ProgrammingException("can't use a named cursor outside of transactions");
    }
    server.requireValid();
    cursor.requireOpen();
    server.declare(query, arguments);
    if (stream && !"DECLARE CURSOR".equals(statements.result().commandTag())) {
      close();
      throw new ProgrammingException(
          "a stream is of one query, but this text had more statements, which were executed");
    }
  }

  @Override
  public void executeMany(Query query, Iterable<?> argumentSets) {
    cursor.requireOpen();
    throw new ProgrammingException("can't call .executemany() on named cursors");
  }

  @Override
  public Statements<T> inOneGo(String command) {
    cursor.requireOpen();
    throw new ProgrammingException("can't call .%s() on named cursors".formatted(command));
  }

  @Override
  public ServerSide<T> executeInPages(Query query, Arguments arguments) {
    execute(query, arguments);
    return this;
  }

  /** A page's rows are read once: to begin it anew would be to return them twice. */
  @Override
  public void select(int index) {
    cursor.requireOpen();
    throw new ProgrammingException(
        "can't move to a result of a cursor on the server: use scroll() to move among its rows");
  }

  @Override
  public void requireRows() {
    cursor.requireOpen();
    if (closed) {
      throw new ProgrammingException("no results to fetch");
    }
    server.requireValid();
  }

  @Override
  public boolean hasNext() {
    requireRows();
    while (page.here() == 0) {
      if (ahead == null && isAtTheEnd()) {
        return false;
      }
      turnThePage();
    }
    return true;
  }

  /* Who wants a second page is likely to want a third: from then on the next page is under way while
  one is read. Not sooner, so that a short result costs one FETCH, and never for pages of one row:
  then the server's position is the user's, who may say WHERE CURRENT OF. */
  private void turnThePage() {
    int size = cursor.itersize();
    if (ahead == null) {
      fetch(size);
    } else {
      takeAhead();
    }
    if (++pagesInARow > 1 && size > 1 && !position.afterLast()) {
      ahead = server.fetchAhead(size);
    }
  }

  @Override
  public @Nullable Row next() {
    requireRows();
    if (page.here() == 0) {
      if (ahead == null) {
        pagesInARow = 0;
        fetch(1);
      } else {
        takeAhead();
      }
    }
    return page.here() == 0 ? null : serve();
  }

  /** A negative number goes to the server as it is, and means backwards there. */
  @Override
  public <U> List<U> take(int size, Function<Row, U> make) {
    requireRows();
    if (size < 0) {
      return backwards(Math.max(size, -Integer.MAX_VALUE), make);
    }
    List<U> rows = new ArrayList<>();
    serve(size, rows, make);
    if (rows.size() < size && (rows.isEmpty() || !isAtTheEnd())) {
      pagesInARow = 0;
      fetch(size - rows.size());
      serve(size, rows, make);
    }
    return rows;
  }

  @Override
  public <U> List<U> takeAll(Function<Row, U> make) {
    requireRows();
    List<U> rows = new ArrayList<>();
    serve(Integer.MAX_VALUE, rows, make);
    if (rows.isEmpty() || !isAtTheEnd()) {
      pagesInARow = 0;
      attempt(() -> arrived(server.fetchAll(), Long.MAX_VALUE));
      serve(Integer.MAX_VALUE, rows, make);
    }
    return rows;
  }

  @Override
  public Columns columns() {
    requireRows();
    List<Result> pages = new ArrayList<>(List.of(page));
    if (ahead != null) {
      takeAhead();
      pages.add(page);
    }
    if (!position.afterLast() || page.description() == null) {
      pagesInARow = 0;
      boolean asText = page.here() > 0 && page.isText();
      attempt(() -> arrived(asText ? server.fetchAllAsText() : server.fetchAll(), Long.MAX_VALUE));
      pages.add(page);
    }
    row = position.index();
    return Result.columns(pages);
  }

  private <U> List<U> backwards(int size, Function<Row, U> make) {
    dropPages();
    if (row != position.index()) {
      move(row);
    }
    attempt(
        () -> {
          page = server.fetch(size);
          position.backward(-size, page.here());
        });
    row = position.index();
    List<U> rows = new ArrayList<>(page.here());
    for (Row next; (next = page.next()) != null; ) {
      rows.add(make.apply(next));
    }
    return rows;
  }

  @Override
  public void scroll(long value, ScrollMode mode) {
    requireRows();
    if (mode == ScrollMode.ABSOLUTE) {
      int target = count(value);
      if (!position.counted() || target < row || !isHere(target)) {
        dropPages();
        attempt(() -> position.absolute(target, server.moveAbsolute(target)));
        row = position.index();
      }
    } else {
      long target = row + count(value);
      if (target < row || !isHere(target)) {
        dropPages();
        move(target);
      }
    }
  }

  /** Moves forward to a row among those that are here or under way, if it is. */
  private boolean isHere(long target) {
    if (target - row > page.here() && ahead != null) {
      row += page.here();
      takeAhead();
    }
    long distance = target - row;
    if (distance >= 0 && distance <= page.here() && position.index() != row) {
      page.skip((int) distance);
      row = target;
      return true;
    }
    return false;
  }

  /** Moves the server's position, and with it the user's. Nothing is here any more. */
  private void move(long target) {
    int distance = count(target - position.index());
    attempt(
        () -> {
          long passed = server.move(distance);
          if (distance < 0) {
            position.backward(-(long) distance, passed);
          } else {
            position.forward(distance, passed);
          }
        });
    row = position.index();
  }

  /** A number of rows as FETCH and MOVE take it. */
  private static int count(long rows) {
    if (rows > Integer.MAX_VALUE || rows < -Integer.MAX_VALUE) {
      throw new ProgrammingException("scroll destination out of bounds");
    }
    return (int) rows;
  }

  private boolean isAtTheEnd() {
    return position.afterLast() && row == position.index();
  }

  private Row serve() {
    Row next = page.next();
    if (next == null) {
      throw new IllegalStateException("no row is here");
    }
    row = page.here() == 0 && position.afterLast() ? position.index() : row + 1;
    return next;
  }

  /** Serves what is here and what is under way, up to so many rows in all. */
  private <U> void serve(int size, List<U> rows, Function<Row, U> make) {
    while (rows.size() < size) {
      if (page.here() == 0) {
        if (ahead == null) {
          return;
        }
        takeAhead();
      } else {
        rows.add(make.apply(serve()));
      }
    }
  }

  private void fetch(int rows) {
    attempt(() -> arrived(server.fetch(rows), rows));
  }

  private void takeAhead() {
    PageAhead next = ahead;
    ahead = null;
    if (next != null) {
      attempt(() -> arrived(server.take(next), next.wanted()));
    }
  }

  private void arrived(Result fetched, long wanted) {
    page = fetched;
    position.forward(wanted, page.here());
    if (page.here() == 0) {
      row = position.index();
    }
  }

  /** Nothing is here any more; the user's position stays, and the server's is known. */
  private void dropPages() {
    long stays = row;
    takeAhead();
    row = stays;
    page = Result.NONE;
    pagesInARow = 0;
  }

  private void attempt(Runnable statement) {
    try {
      cursor.inTime(statement);
    } catch (RuntimeException e) {
      page = Result.NONE;
      ahead = null;
      position.lost();
      row = position.index();
      throw e;
    }
  }

  @Override
  public long rowNumber() {
    return !position.counted() ? -1 : isAtTheEnd() ? row - 1 : row;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      page = Result.NONE;
      ahead = null;
      try {
        server.close();
      } finally {
        statements.forget();
      }
    }
  }

  /** A stream has come to its end or was closed: nobody else knows its cursor. */
  void endOfStream() {
    if (stream) {
      close();
    }
  }

  @Override
  public @Nullable String name() {
    return stream ? null : server.name();
  }

  @Override
  public @Nullable Boolean scrollable() {
    return server.scrollable();
  }

  @Override
  public void scrollable(@Nullable Boolean yes) {
    server.scrollable(yes);
  }

  @Override
  public boolean withHold() {
    return server.withHold();
  }

  @Override
  public void withHold(boolean yes) {
    server.withHold(yes);
  }
}
