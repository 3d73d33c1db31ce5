// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.copy.CopySink;
import org.psycopg4j.copy.CopySource;
import org.psycopg4j.errors.AnyCursor;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.copy.CopySql;
import org.psycopg4j.internal.copy.ReaderSource;
import org.psycopg4j.internal.copy.WriterSink;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.ProcedureCall;
import org.psycopg4j.internal.types.catalog.DecoderType;
import org.psycopg4j.types.Scope;

/**
 * Executes statements and fetches their rows ({@code psycopg2.extensions.cursor}).
 *
 * <p>Placeholders are psycopg2's: {@code %s} takes the arguments in their order, {@code %(name)s}
 * takes them from a Map or a record, and {@code %%} is a per cent sign. Without arguments the text
 * goes to the server as it is. An InputStream, in whatever it stands, is bytea: it is read to its
 * end and left open; one that fails raises {@link org.psycopg4j.errors.DataException} before
 * anything is sent. Rows are decoded as they are read.
 *
 * <p>A cursor without a name has the whole result here, as the server sent it. A <b>named
 * cursor</b> ({@link Connection#cursor(String)}) leaves it on the server: {@code execute} declares
 * a cursor there, once, and rows are fetched as they are asked for. It is bound to the transaction
 * that it was made in, unless {@link #withHold() with hold}: then it needs none and outlives it.
 * One that is not executed fetches from a cursor of its name that somebody else has opened in the
 * transaction, such as a function that returns refcursor. {@link #stream(String)} is the same
 * without a name.
 *
 * <p>Iteration over a named cursor and streams fetch {@link #itersize()} rows at a time. Rows that
 * are here already are served first by whatever fetches next, and {@link #scroll} knows of them:
 * none is lost. From the second page on, another page is under way while one is read, unless
 * itersize is 1. So the server's position is ahead of {@link #rowNumber()}, and what is executed
 * meanwhile waits for that page first. If the server fails to make it, so does the transaction: the
 * error is raised when the page is asked for; a statement before that raises {@link
 * org.psycopg4j.errors.InFailedSqlTransaction} with the error as its cause, and {@link
 * Connection#commit} raises the error.
 *
 * <p>Not for several threads at a time; the cursors of one connection may be used by several. An
 * error leaves the cursor usable and names it in {@link PsycopgException#cursor()}.
 *
 * @param <T> what a row is returned as
 */
public final class Cursor<T> implements Iterable<T>, Scope, AutoCloseable, AnyCursor {
  private final Connection connection;
  private final RowSource<T> own;
  private RowSource<T> current; // its own, or that of the last stream
  private @Nullable TypeRegistry types; // its own, once it was asked for
  private int arraySize = 1;
  private int itersize;
  private @Nullable Duration timeout;
  private boolean closed;
  private @Nullable Consumer<@Nullable PsycopgException> answered;
  private boolean detached; // its result can be read when the connection is closed, too

  private Cursor(Connection connection, int itersize, Function<Cursor<T>, RowSource<T>> source) {
    this.connection = connection;
    this.itersize = itersize;
    this.own = source.apply(this);
    this.current = own;
  }

  static <T> Cursor<T> unnamed(Connection connection, RowFactory<T> factory) {
    return new Cursor<>(
        connection, CursorOptions.ITERSIZE, cursor -> new ClientSide<>(cursor, factory));
  }

  static <T> Cursor<T> named(Connection connection, CursorOptions<T> options) {
    return new Cursor<>(
        connection, options.itersize(), cursor -> ServerSide.named(cursor, options));
  }

  /**
   * Executes one or more statements as they are; {@code %} is not special. The last one's result
   * can be fetched. A named cursor executes one query, once.
   *
   * @return this cursor
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   * @throws InterfaceException if the cursor or the connection is closed
   */
  public Cursor<T> execute(String sql) {
    return execute(sql, Arguments.none());
  }

  /**
   * Executes one or more statements with arguments for {@code %s}.
   *
   * @param arguments the values in their order; null is SQL NULL. Java takes a lone array of
   *     objects for the arguments themselves, and does not compile a lone {@code null}: cast both
   *     to Object
   * @return this cursor
   * @throws org.psycopg4j.errors.ParameterException if they don't fit the placeholders
   * @throws ProgrammingException if a value has no SQL form
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   */
  public Cursor<T> execute(String sql, @Nullable Object... arguments) {
    return execute(sql, Arguments.positional(arguments));
  }

  /**
   * Executes one or more statements with arguments for {@code %(name)s}.
   *
   * @param arguments the values by their names; a null value is SQL NULL
   * @return this cursor
   */
  public Cursor<T> execute(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return execute(sql, Arguments.named(arguments));
  }

  /**
   * Executes one or more statements with a record's components as arguments for {@code %(name)s}.
   *
   * @return this cursor
   */
  public Cursor<T> execute(String sql, Record arguments) {
    return execute(sql, Arguments.named(arguments));
  }

  /** Executes a composed statement; as {@link #execute(String)}. */
  public Cursor<T> execute(Query query) {
    return execute(query, Arguments.none());
  }

  /** Executes a composed statement; as {@link #execute(String, Object...)}. */
  public Cursor<T> execute(Query query, @Nullable Object... arguments) {
    return execute(query, Arguments.positional(arguments));
  }

  /** Executes a composed statement; as {@link #execute(String, Map)}. */
  public Cursor<T> execute(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return execute(query, Arguments.named(arguments));
  }

  /** Executes a composed statement; as {@link #execute(String, Record)}. */
  public Cursor<T> execute(Query query, Record arguments) {
    return execute(query, Arguments.named(arguments));
  }

  private Cursor<T> execute(@Nullable String sql, Arguments arguments) {
    return execute(query(sql), arguments);
  }

  private Cursor<T> execute(Query query, Arguments arguments) {
    current = own;
    return call(
        () -> {
          own.execute(query, arguments);
          return this;
        });
  }

  private static Query query(@Nullable String sql) {
    if (sql == null) {
      throw new ProgrammingException("can't execute an empty query");
    }
    return context -> sql;
  }

  /**
   * Executes a statement once for each set of arguments. {@link #rowCount()} is then the sum of
   * all; nothing can be fetched.
   *
   * <p>An error in one of them leaves those before it executed. If the statement can be prepared
   * ({@link Connection#prepareThreshold(int)}), the sets of a Collection, of five or more unless
   * the threshold is another, are sent without waiting for the answers in between: in a transaction
   * that is the same; with autocommit they are one transaction, all or nothing, as far as their
   * values are of the same kinds.
   *
   * @param argumentSets each an array, a List, a {@link org.psycopg4j.types.Tuple}, a Row or a
   *     NamedTuple of values for {@code %s}, a Map for {@code %(name)s}, or a record or a DictRow
   *     for either; null is no arguments; taken one by one as they are needed
   * @return this cursor
   */
  public Cursor<T> executeMany(String sql, Iterable<?> argumentSets) {
    return executeMany(query(sql), argumentSets);
  }

  /** As {@link #executeMany(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeMany(Query query, Iterable<?> argumentSets) {
    current = own;
    run(() -> own.executeMany(query, argumentSets));
    return this;
  }

  /**
   * Calls a function of the server's, and keeps what it returns to be fetched ({@code callproc}):
   * {@code SELECT * FROM name(%s, …)}. It returns this cursor, where psycopg2 returns the
   * arguments.
   *
   * <p>A procedure is not called so, but by {@code execute("CALL name(%s)", …)}; what its INOUT
   * parameters have become is a row then. One that commits by itself needs autocommit.
   *
   * @param name goes into the statement as it is: it has to be quoted if it needs to be, and must
   *     not come from outside the program
   * @param arguments the values in their order
   */
  public Cursor<T> callProc(String name, @Nullable Object... arguments) {
    int count = arguments == null ? 0 : arguments.length;
    return callProc(
        ProcedureCall.positional(name, count),
        count == 0 ? Arguments.none() : Arguments.positional(arguments));
  }

  /**
   * Calls a function with arguments by name, in the order of the map: {@code SELECT * FROM
   * name("a":=%s, …)}; else as {@link #callProc(String, Object...)}.
   */
  public Cursor<T> callProc(String name, Map<String, ? extends @Nullable Object> arguments) {
    return callProc(
        ProcedureCall.named(name, arguments.keySet()),
        arguments.isEmpty()
            ? Arguments.none()
            : Arguments.positional(arguments.values().toArray()));
  }

  private Cursor<T> callProc(String call, Arguments arguments) {
    current = own;
    run(() -> own.inOneGo("callproc").execute(query(call), arguments));
    return this;
  }

  /**
   * Executes a statement such as {@code INSERT INTO t VALUES %s} with many rows in place of its
   * {@code %s}, 100 at a time ({@code psycopg2.extras.execute_values}).
   *
   * <p>Without a template, and if nothing is returned, a page of plain values is sent as an array
   * for each column, {@code INSERT INTO t SELECT * FROM unnest(…)}, where that leaves the same; it
   * is not with {@link Connection#prepareThreshold(int)} below zero, or a {@link StatementLog}. An
   * error in a value then does not tell the value's place in the text, if it is in a transaction.
   *
   * <p>Then {@link #rowCount()} is the sum of all pages', and what they returned can be fetched, in
   * order; in psycopg2 both are those of the last page. Without rows nothing is executed, and
   * nothing is there to fetch. After an error the pages before it are executed; a suppressed
   * exception says which rows were in the page.
   *
   * @param sql with one {@code %s}; a per cent sign is {@code %%}
   * @param rows each an array, a List, a {@link org.psycopg4j.types.Tuple}, a row or a record,
   *     taken as they are needed
   * @return this cursor
   * @throws org.psycopg4j.errors.ParameterException if there is no {@code %s} or another
   *     placeholder, or the rows differ in length
   */
  public Cursor<T> executeValues(String sql, Iterable<?> rows) {
    return executeValues(query(sql), rows, ValuesOptions.defaults());
  }

  /**
   * As {@link #executeValues(String, Iterable)}, with a template for the rows, another size of
   * pages, or without the rows that come back. With a template a row may be a Map, too.
   */
  public Cursor<T> executeValues(String sql, Iterable<?> rows, ValuesOptions options) {
    return executeValues(query(sql), rows, options);
  }

  /** As {@link #executeValues(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeValues(Query query, Iterable<?> rows) {
    return executeValues(query, rows, ValuesOptions.defaults());
  }

  /** As {@link #executeValues(String, Iterable, ValuesOptions)}, for a composed statement. */
  public Cursor<T> executeValues(Query query, Iterable<?> rows, ValuesOptions options) {
    current = own;
    run(() -> own.inOneGo("execute_values").executeValues(query, rows, options));
    return this;
  }

  /**
   * Executes a statement once for each set of arguments, 100 of them in one text ({@code
   * psycopg2.extras.execute_batch}).
   *
   * <p>Then {@link #rowCount()} is the sum of all, -1 if none is about rows, where psycopg2 has the
   * last one's. The last one's rows can be fetched, and {@link #results()} are those of every one.
   * The statements of a text are one transaction with autocommit, too.
   *
   * @param argumentSets as for {@link #executeMany(String, Iterable)}
   * @return this cursor
   */
  public Cursor<T> executeBatch(String sql, Iterable<?> argumentSets) {
    return executeBatch(query(sql), argumentSets, ValuesOptions.PAGE_SIZE);
  }

  /** As {@link #executeBatch(String, Iterable)}, with so many of them in one text. */
  public Cursor<T> executeBatch(String sql, Iterable<?> argumentSets, int pageSize) {
    return executeBatch(query(sql), argumentSets, pageSize);
  }

  /** As {@link #executeBatch(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeBatch(Query query, Iterable<?> argumentSets) {
    return executeBatch(query, argumentSets, ValuesOptions.PAGE_SIZE);
  }

  /** As {@link #executeBatch(String, Iterable, int)}, for a composed statement. */
  public Cursor<T> executeBatch(Query query, Iterable<?> argumentSets, int pageSize) {
    ValuesOptions.requirePositive(pageSize);
    current = own;
    run(() -> own.inOneGo("execute_batch").executeBatch(query, argumentSets, pageSize));
    return this;
  }

  /**
   * Copies rows into a table ({@code copy_from}): text lines, a tab between the columns and {@code
   * \N} for NULL. Then {@link #rowCount()} is how many they were.
   *
   * <p>A source that fails makes the COPY, and the transaction, fail: {@link
   * org.psycopg4j.errors.QueryCanceledException} is raised, with what the source threw as its
   * cause. An interrupt, {@link Connection#cancel()} and an error of the server's end it, too. The
   * connection is busy until it is over: the source must not use it.
   *
   * @param in bytes in the connection's encoding, which go to the server as they are; it stays open
   * @param table the table's name as it is, put in quotes; see {@link CopyOptions#schema}
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   */
  public void copyFrom(InputStream in, String table) {
    copyFrom(in, table, CopyOptions.defaults());
  }

  /** As {@link #copyFrom(InputStream, String)}, with other separators, columns or the like. */
  public void copyFrom(InputStream in, String table, CopyOptions options) {
    run(() -> copies().from(charset -> CopySource.of(in), table, options));
  }

  /**
   * As {@link #copyFrom(InputStream, String)}, of characters, which are put into the connection's
   * encoding; one that it lacks makes the COPY fail.
   */
  public void copyFrom(Reader in, String table) {
    copyFrom(in, table, CopyOptions.defaults());
  }

  /** As {@link #copyFrom(Reader, String)}, with options. */
  public void copyFrom(Reader in, String table, CopyOptions options) {
    run(() -> copies().from(charset -> new ReaderSource(in, charset), table, options));
  }

  /** As {@link #copyFrom(InputStream, String)}, of a file's bytes. */
  public void copyFrom(Path in, String table) {
    copyFrom(in, table, CopyOptions.defaults());
  }

  /** As {@link #copyFrom(Path, String)}, with options. */
  public void copyFrom(Path in, String table, CopyOptions options) {
    run(() -> copies().from(charset -> CopySource.of(in), table, options));
  }

  /** As {@link #copyFrom(InputStream, String)}, of any source. */
  public void copyFrom(CopySource in, String table) {
    copyFrom(in, table, CopyOptions.defaults());
  }

  /** As {@link #copyFrom(CopySource, String)}, with options. */
  public void copyFrom(CopySource in, String table, CopyOptions options) {
    run(() -> copies().from(charset -> in, table, options));
  }

  /**
   * Copies a table's rows ({@code copy_to}) as text lines, in the form that {@link
   * #copyFrom(InputStream, String)} reads. Then {@link #rowCount()} is how many they were.
   *
   * <p>What the sink throws is thrown on, an IOException in {@link java.io.UncheckedIOException}:
   * before that the rest is read and dropped, or, if it is more than 16 MiB, cancelled on the
   * server, which makes the transaction fail. The connection is busy until it is over: the sink
   * must not use it.
   *
   * @param out gets bytes in the connection's encoding; it is not flushed and stays open
   * @param table the table's name as it is, put in quotes; see {@link CopyOptions#schema}
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   */
  public void copyTo(OutputStream out, String table) {
    copyTo(out, table, CopyOptions.defaults());
  }

  /** As {@link #copyTo(OutputStream, String)}, with other separators, columns or the like. */
  public void copyTo(OutputStream out, String table, CopyOptions options) {
    run(() -> copies().to(CopySink.of(out), table, options));
  }

  /** As {@link #copyTo(OutputStream, String)}, as characters. */
  public void copyTo(Writer out, String table) {
    copyTo(out, table, CopyOptions.defaults());
  }

  /** As {@link #copyTo(Writer, String)}, with options. */
  public void copyTo(Writer out, String table, CopyOptions options) {
    run(() -> copies().to(writer(out), table, options));
  }

  /** As {@link #copyTo(OutputStream, String)}, into a file, which is made or emptied. */
  public void copyTo(Path out, String table) {
    copyTo(out, table, CopyOptions.defaults());
  }

  /** As {@link #copyTo(Path, String)}, with options. */
  public void copyTo(Path out, String table, CopyOptions options) {
    run(() -> copies().to(CopySink.of(out), table, options));
  }

  /** As {@link #copyTo(OutputStream, String)}, to any sink. */
  public void copyTo(CopySink out, String table) {
    copyTo(out, table, CopyOptions.defaults());
  }

  /** As {@link #copyTo(CopySink, String)}, with options. */
  public void copyTo(CopySink out, String table, CopyOptions options) {
    run(() -> copies().to(out, table, options));
  }

  /**
   * Executes a COPY FROM STDIN in the user's own words ({@code copy_expert}), in any format. A
   * statement that is no COPY is just executed, and its rows can be fetched; a COPY TO is an error.
   * Else as {@link #copyFrom(InputStream, String)}.
   */
  public void copyExpert(String sql, InputStream in) {
    copyExpert(query(sql), in);
  }

  /** As {@link #copyExpert(String, InputStream)}. */
  public void copyExpert(String sql, Reader in) {
    copyExpert(query(sql), in);
  }

  /** As {@link #copyExpert(String, InputStream)}. */
  public void copyExpert(String sql, CopySource in) {
    copyExpert(query(sql), in);
  }

  /**
   * Executes a COPY TO STDOUT in the user's own words ({@code copy_expert}), in any format. A
   * statement that is no COPY is just executed, and its rows can be fetched; a COPY FROM is an
   * error. Else as {@link #copyTo(OutputStream, String)}.
   */
  public void copyExpert(String sql, OutputStream out) {
    copyExpert(query(sql), out);
  }

  /** As {@link #copyExpert(String, OutputStream)}. */
  public void copyExpert(String sql, Writer out) {
    copyExpert(query(sql), out);
  }

  /** As {@link #copyExpert(String, OutputStream)}. */
  public void copyExpert(String sql, CopySink out) {
    copyExpert(query(sql), out);
  }

  /** As {@link #copyExpert(String, InputStream)}, composed. */
  public void copyExpert(Query query, InputStream in) {
    run(() -> copies().from(query, charset -> CopySource.of(in)));
  }

  /** As {@link #copyExpert(String, InputStream)}, composed. */
  public void copyExpert(Query query, Reader in) {
    run(() -> copies().from(query, charset -> new ReaderSource(in, charset)));
  }

  /** As {@link #copyExpert(String, InputStream)}, composed. */
  public void copyExpert(Query query, CopySource in) {
    run(() -> copies().from(query, charset -> in));
  }

  /** As {@link #copyExpert(String, OutputStream)}, composed. */
  public void copyExpert(Query query, OutputStream out) {
    run(() -> copies().to(query, CopySink.of(out)));
  }

  /** As {@link #copyExpert(String, OutputStream)}, composed. */
  public void copyExpert(Query query, Writer out) {
    run(() -> copies().to(query, writer(out)));
  }

  /** As {@link #copyExpert(String, OutputStream)}, composed. */
  public void copyExpert(Query query, CopySink out) {
    run(() -> copies().to(query, out));
  }

  /**
   * Begins to copy rows of values into a table.
   *
   * @param table the table's name as it is, put in quotes
   * @param columns the columns' names in the order of the values; none means all, or those that
   *     have the names of a record's components
   * @return what the rows are written to; use try-with-resources
   * @throws org.psycopg4j.errors.UndefinedTable if there is no such table
   */
  public CopyWriter copyIn(String table, String... columns) {
    CopyOptions all = CopyOptions.defaults();
    return copyIn(table, columns.length == 0 ? all : all.columns(columns));
  }

  /** As {@link #copyIn(String, String...)}, with a schema, text format, or a progress listener. */
  public CopyWriter copyIn(String table, CopyOptions options) {
    requireOpen();
    current = own;
    return call(() -> new CopyWriter(this, own.statements(), table, options));
  }

  /**
   * Copies rows of values into a table, as {@link #copyIn(String, String...)} does.
   *
   * @param rows each an array, a List, a {@link org.psycopg4j.types.Tuple}, a Row or a record,
   *     taken as they are needed; what taking one throws makes the COPY fail and is thrown on
   * @return how many rows they were
   */
  public long copyAll(Iterable<?> rows, String table, String... columns) {
    try (CopyWriter writer = copyIn(table, columns)) {
      for (Object row : rows) {
        writer.writeAny(row);
      }
      writer.finish();
      return writer.rowCount();
    }
  }

  /** As {@link #copyAll(Iterable, String, String...)}; the stream is not closed. */
  public long copyAll(Stream<?> rows, String table, String... columns) {
    Iterable<Object> once = () -> rows.<Object>map(row -> row).iterator();
    return copyAll(once, table, columns);
  }

  /**
   * Copies a table's rows and streams them as they come, as {@link RowFactory#of(Class)} makes
   * them.
   *
   * <p>The rows come by COPY TO, in binary format if every column's type can be read in it. Here is
   * never more of them than a piece of 64 KiB or a row. The connection is busy until the stream has
   * ended or is closed: use try-with-resources. One that is closed before its end reads and drops
   * what is left; if that is more than 16 MiB, it is cancelled, which makes the transaction fail.
   *
   * @param table the table's name as it is, put in quotes
   */
  public <U> Stream<U> copyOut(String table, Class<U> type) {
    return copyOut(table, CopyOptions.defaults(), RowFactory.of(type));
  }

  /** As {@link #copyOut(String, Class)}, with columns or a schema, made by a factory. */
  public <U> Stream<U> copyOut(String table, CopyOptions options, RowFactory<U> factory) {
    String from = CopySql.name(table, options.schemaName());
    String columns = CopySql.columns(options);
    return copyOut(
        scope -> CopySql.table(table, options),
        scope -> "SELECT " + columns + " FROM " + from,
        factory);
  }

  /** As {@link #copyOut(String, Class)}, of a query's rows. */
  public <U> Stream<U> copyOut(Query query, Class<U> type) {
    return copyOut(query, RowFactory.of(type));
  }

  /** As {@link #copyOut(Query, Class)}, made by a factory. */
  public <U> Stream<U> copyOut(Query query, RowFactory<U> factory) {
    return copyOut(
        scope -> "(" + query.asString(scope) + "\n)",
        scope -> "SELECT * FROM (" + query.asString(scope) + "\n) AS q",
        factory);
  }

  private <U> Stream<U> copyOut(Query what, Query select, RowFactory<U> factory) {
    current = own;
    return call(() -> CopyRows.stream(this, own.statements(), what, select, factory));
  }

  private WriterSink writer(Writer out) {
    return new WriterSink(out, connection::decoding);
  }

  Copies copies() {
    current = own;
    return new Copies(this, own.statements());
  }

  /**
   * How many results there are: one for each statement that was executed together, 0 before the
   * first and after an error. {@code executeMany} and {@code executeValues} have one altogether.
   */
  public int resultCount() {
    return current.statements().results().count();
  }

  /**
   * Moves to one of the results of a text with several statements: {@link #description()}, {@link
   * #rowCount()}, {@link #statusMessage()} and what is fetched are that one's then. At first the
   * cursor is at the last one, as in psycopg2, which has no others. To move to a result is to move
   * before its first row.
   *
   * <p>Values of all of them are read by the session's settings (DateStyle and the like) as they
   * are after the last one.
   *
   * @param index from 0; negative counts from the end
   * @return this cursor
   * @throws ProgrammingException if there is no such result, or the rows are on the server, as
   *     those of a named cursor and of a stream are
   */
  public Cursor<T> setResult(int index) {
    requireOpen();
    run(() -> current.select(index));
    return this;
  }

  /**
   * Moves to the result after this one, before its first row ({@code nextset}, which psycopg2 does
   * not support).
   *
   * @return whether there is one; if not, the cursor stays where it is, at first at the last one
   */
  public boolean nextSet() {
    requireOpen();
    return current.statements().next();
  }

  /**
   * Walks over all results in their order, from the first one: each step moves this cursor there
   * and returns it.
   *
   * <pre>{@code
   * cur.execute("SELECT * FROM a; SELECT * FROM b");
   * for (Cursor<Row> result : cur.results()) {
   *   System.out.println(result.fetchAll());
   * }
   * }</pre>
   *
   * <p>To execute something else with this cursor in between is an error at the next step.
   */
  public Iterable<Cursor<T>> results() {
    requireOpen();
    Results all = current.statements().results();
    return () -> new ResultWalk<>(this, all);
  }

  /** Whether these are the results of what this cursor executed last. */
  boolean hasExecuted(Results walked) {
    return current.statements().hasExecuted(walked);
  }

  /**
   * The statement as {@link #execute(String)} would send it, in the connection's encoding. Sends
   * nothing, and works on a closed cursor.
   */
  public byte[] mogrify(String sql) {
    return mogrify(sql, Arguments.none());
  }

  /** The statement with arguments for {@code %s} as it would be sent. */
  public byte[] mogrify(String sql, @Nullable Object... arguments) {
    return mogrify(sql, Arguments.positional(arguments));
  }

  /** The statement with arguments for {@code %(name)s} as it would be sent. */
  public byte[] mogrify(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return mogrify(sql, Arguments.named(arguments));
  }

  /** The statement with a record's components for {@code %(name)s} as it would be sent. */
  public byte[] mogrify(String sql, Record arguments) {
    return mogrify(sql, Arguments.named(arguments));
  }

  /** A composed statement as {@link #execute(Query)} would send it. */
  public byte[] mogrify(Query query) {
    return mogrify(query, Arguments.none());
  }

  /** A composed statement with arguments for {@code %s} as it would be sent. */
  public byte[] mogrify(Query query, @Nullable Object... arguments) {
    return mogrify(query, Arguments.positional(arguments));
  }

  /** A composed statement with arguments for {@code %(name)s} as it would be sent. */
  public byte[] mogrify(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return mogrify(query, Arguments.named(arguments));
  }

  private byte[] mogrify(String sql, Arguments arguments) {
    return own.statements().merge(context -> sql, arguments);
  }

  private byte[] mogrify(Query query, Arguments arguments) {
    return own.statements().merge(query, arguments);
  }

  /**
   * The next row, or null after the last.
   *
   * @throws ProgrammingException if the last statement returned no rows
   */
  public @Nullable T fetchOne() {
    try {
      Row row = current.next();
      return row == null ? null : current.statements().make(row);
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /** The next {@link #arraySize()} rows, or those that are left. */
  public List<T> fetchMany() {
    return fetchMany(arraySize);
  }

  /**
   * The next rows: as many as asked for, or those that are left. If negative, all of them; of a
   * named cursor, as in psycopg2, so many backwards.
   */
  public List<T> fetchMany(int size) {
    RowSource<T> source = current;
    return call(() -> source.take(size, source.statements()::make));
  }

  /** The rows that are left. */
  public List<T> fetchAll() {
    RowSource<T> source = current;
    return call(() -> source.takeAll(source.statements()::make));
  }

  /**
   * The next row as {@link RowFactory#of(Class)} makes it, or null after the last.
   *
   * @throws ProgrammingException if the last statement returned no rows, or its columns don't fit
   *     the class
   */
  public <U> @Nullable U fetchOne(Class<U> type) {
    RowSource<T> source = current;
    try {
      Row row = source.next();
      return row == null ? null : source.statements().make(row, type);
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /**
   * The rows that are left as {@link RowFactory#of(Class)} makes them.
   *
   * @throws ProgrammingException if the last statement returned no rows, or its columns don't fit
   *     the class
   */
  public <U> List<U> fetchAll(Class<U> type) {
    RowSource<T> source = current;
    return call(() -> source.takeAll(row -> source.statements().make(row, type)));
  }

  /**
   * The rows that are left, column by column; none is left to fetch then.
   *
   * @throws ProgrammingException if the last statement returned no rows; or if a setting that rows
   *     are read by, such as DateStyle, has changed between the pages of a named cursor
   */
  public Columns fetchColumns() {
    return call(current::columns);
  }

  /**
   * Walks over the rows that are left. The cursor has one position: what an iterator returns is
   * fetched, and what is fetched in between no iterator returns.
   */
  @Override
  public Iterator<T> iterator() {
    RowSource<T> source = current;
    run(source::requireRows);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return source.hasNext();
        } catch (PsycopgException e) {
          throw e.raisedBy(Cursor.this);
        }
      }

      @Override
      public T next() {
        try {
          Row row = source.hasNext() ? source.next() : null;
          if (row == null) {
            throw new NoSuchElementException("there are no more rows");
          }
          return source.statements().make(row);
        } catch (PsycopgException e) {
          throw e.raisedBy(Cursor.this);
        }
      }
    };
  }

  /** The rows that are left as a stream, which shares the cursor's position with the others. */
  public Stream<T> stream() {
    return RowSpliterator.stream(iterator(), () -> {});
  }

  /**
   * Executes a query and streams its rows as they come from the server. No more of them are here
   * than a page of {@link #itersize()} rows, and another that is under way.
   *
   * <p>The query is executed by a cursor on the server, one for each stream, which can be closed
   * before the rows' end: use try-with-resources. It is closed by itself at their end. In a
   * transaction it ends with that, and asking for more rows is an error then. With autocommit on it
   * is WITH HOLD: the server makes and keeps the whole result first, and other statements are
   * independent of it. A statement that no cursor can be declared for, such as INSERT with
   * RETURNING, is an error of the server: {@link #execute} it and use {@link #stream()}. So do for
   * several statements, which are executed before that is an error here.
   *
   * <p>The stream is ordered and sequential, and for one thread at a time. Until another statement
   * is executed, this cursor tells of the stream, shares its position and fetches from it. A named
   * cursor executes under its own name and is not closed with the stream.
   *
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE; the
   *     stream's methods raise those of rows that are made later
   * @throws InterfaceException if the cursor or the connection is closed
   */
  public Stream<T> stream(String sql) {
    return stream(sql, Arguments.none());
  }

  /** The same with arguments for {@code %s}. */
  public Stream<T> stream(String sql, @Nullable Object... arguments) {
    return stream(sql, Arguments.positional(arguments));
  }

  /** The same with arguments for {@code %(name)s}. */
  public Stream<T> stream(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return stream(sql, Arguments.named(arguments));
  }

  /** The same with a record's components as arguments for {@code %(name)s}. */
  public Stream<T> stream(String sql, Record arguments) {
    return stream(sql, Arguments.named(arguments));
  }

  /** Executes a composed query and streams its rows; as {@link #stream(String)}. */
  public Stream<T> stream(Query query) {
    return stream(query, Arguments.none());
  }

  /** The same with arguments for {@code %s}. */
  public Stream<T> stream(Query query, @Nullable Object... arguments) {
    return stream(query, Arguments.positional(arguments));
  }

  /** The same with arguments for {@code %(name)s}. */
  public Stream<T> stream(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return stream(query, Arguments.named(arguments));
  }

  /** The same with a record's components as arguments for {@code %(name)s}. */
  public Stream<T> stream(Query query, Record arguments) {
    return stream(query, Arguments.named(arguments));
  }

  private Stream<T> stream(@Nullable String sql, Arguments arguments) {
    return stream(query(sql), arguments);
  }

  private Stream<T> stream(Query query, Arguments arguments) {
    ServerSide<T> pages = call(() -> own.executeInPages(query, arguments));
    current = pages;
    return RowSpliterator.stream(iterator(), pages::endOfStream);
  }

  private void run(Runnable something) {
    call(
        () -> {
          something.run();
          return this;
        });
  }

  private <R> R call(Supplier<R> something) {
    try {
      return connection.dialogue().limits().call(timeout, something);
    } catch (PsycopgException e) {
      if (e instanceof ParameterException) {
        connection.dialogue().refused();
      }
      throw e.raisedBy(this);
    }
  }

  /** Does something that asks the server, within the cursor's time limit. */
  void inTime(Runnable something) {
    run(something);
  }

  /** Moves the position by so many rows: forwards, or backwards if negative. */
  public void scroll(long rows) {
    scroll(rows, ScrollMode.RELATIVE);
  }

  /**
   * Moves the position among the rows of the result; {@link ScrollMode#ABSOLUTE} takes the number
   * of the row that is fetched next, from 0.
   *
   * <p>Of a named cursor it is the server that moves (MOVE), except forward among the rows that are
   * here already. There is no error then if there are too few rows: the position is before the
   * first or after the last one, and from there a step back is onto the last. A negative absolute
   * position counts from the end: -1 is on the last row, with nothing after it. A cursor that can't
   * move backwards raises the server's error, which makes the transaction fail.
   *
   * @throws ProgrammingException if there is no such row; the position stays
   */
  public void scroll(long value, ScrollMode mode) {
    run(() -> current.scroll(value, mode));
  }

  /**
   * The columns of the result, or null if the last statement returned no rows. Those of a named
   * cursor are known once rows were fetched.
   */
  public @Nullable List<Column> description() {
    return current.statements().result().description();
  }

  /**
   * How many rows the last statement returned or changed; -1 before the first one, after an error,
   * and after a statement that is not about rows. Of a named cursor, how many rows its last FETCH
   * returned.
   */
  public long rowCount() {
    return current.statements().result().rowCount();
  }

  /**
   * The position among the rows of the result: the number of the next one, from 0. It is -1 if the
   * server has not told: after a named cursor was moved to an absolute position after the last row,
   * or to one counted from there.
   */
  public long rowNumber() {
    return current.rowNumber();
  }

  /** What the last statement did, such as {@code INSERT 0 1}; null before the first one. */
  public @Nullable String statusMessage() {
    return current.statements().result().commandTag();
  }

  /**
   * The last statement with its arguments merged in, in the connection's encoding: the text that
   * was sent, or would be if it were not prepared. Null before the first.
   */
  public byte @Nullable [] query() {
    byte[] sent = current.statements().query();
    return sent == null ? null : sent.clone();
  }

  /** How many rows {@link #fetchMany()} fetches, 1 at first. */
  public int arraySize() {
    return arraySize;
  }

  /** Sets how many rows {@link #fetchMany()} fetches. */
  public void arraySize(int rows) {
    arraySize = rows;
  }

  /** How many rows iteration and streams fetch at a time from the server, 2000 at first. */
  public int itersize() {
    return itersize;
  }

  /**
   * Sets how many rows iteration and streams fetch at a time from the server.
   *
   * @throws ProgrammingException if it is less than 1
   */
  public void itersize(int rows) {
    itersize = requirePositive(rows);
  }

  /** How long a call of this cursor may take; null, at first, is {@link Connection#timeout()}. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /**
   * Sets how long a call of this cursor may take, as {@link Connection#timeout(Duration)} does for
   * all of them; null is that one. For iteration and streams it is for each page.
   *
   * @throws org.psycopg4j.errors.ParameterException if it is not positive
   */
  public void timeout(@Nullable Duration limit) {
    timeout = TimeLimit.requirePositiveOrNull(limit);
  }

  /** The name of a named cursor, null of another. */
  public @Nullable String name() {
    return own.name();
  }

  /** Whether a named cursor is to be able to move backwards; null leaves it to the server. */
  public @Nullable Boolean scrollable() {
    return own.scrollable();
  }

  /**
   * Sets whether a named cursor is to be able to move backwards, for when it is executed.
   *
   * @throws ProgrammingException if the cursor is not a named one, unless it is null
   */
  public void scrollable(@Nullable Boolean yes) {
    run(() -> own.scrollable(yes));
  }

  /** Whether a named cursor is to outlive its transaction ({@code withhold}). */
  public boolean withHold() {
    return own.withHold();
  }

  /**
   * Sets whether a named cursor is to outlive its transaction, for when it is executed.
   *
   * @throws ProgrammingException if the cursor is not a named one, unless it is false
   */
  public void withHold(boolean yes) {
    run(() -> own.withHold(yes));
  }

  /** How values travel in this cursor, where it is not as on its connection. */
  public TypeRegistry types() {
    TypeRegistry own = types;
    if (own == null) {
      own = TypeRegistry.below(connection.types());
      types = own;
    }
    return own;
  }

  /** The registry that goes before all others for it. */
  TypeRegistry registry() {
    return types == null ? connection.types() : types;
  }

  /** What is registered for it now. */
  Types registered() {
    return registry().current();
  }

  @Override
  public @Nullable Object cast(long oid, @Nullable String text) {
    return DecoderType.cast(
        registered().decoders().text((int) oid), text, connection.decoding(), this);
  }

  @Override
  public String quote(@Nullable Object value) {
    return connection.quote(value, registered().adaptation());
  }

  @Override
  public String quoteIdent(String name) {
    return connection.quoteIdent(name);
  }

  @Override
  public String encoding() {
    return connection.encoding();
  }

  @Override
  public int serverVersion() {
    return connection.serverVersion();
  }

  /**
   * Makes a new large object, which is not opened.
   *
   * @return its oid: of 32 bits without a sign, so a long
   */
  public long loCreat() {
    requireOpen();
    return LargeObject.create(connection, 0);
  }

  /**
   * Opens a large object as {@link Connection#lobject(long, String)} does.
   *
   * @param flags {@link LargeObject#READ}, {@link LargeObject#WRITE} or both
   */
  public LargeObject loOpen(long oid, int flags) {
    requireOpen();
    return connection.lobject(oid, LargeObject.mode(flags));
  }

  /** Deletes a large object. */
  public void loUnlink(long oid) {
    requireOpen();
    LargeObject.unlink(connection, oid);
  }

  /** Makes a large object of the bytes of a file of this machine; returns its oid. */
  public long loImport(Path file) {
    requireOpen();
    try (LargeObject made = connection.lobject(LobjectOptions.mode("wb").newFile(file))) {
      return made.oid();
    }
  }

  /** Copies a large object into a file of this machine, which is made or overwritten. */
  public void loExport(long oid, Path file) {
    requireOpen();
    LargeObject.export(connection, oid, file);
  }

  /** The connection that made this cursor. */
  public Connection connection() {
    return connection;
  }

  /**
   * Frees the result, and closes a named cursor on the server if it is there: one that was never
   * executed here is looked for first. Closing again does nothing, as does closing a named cursor
   * whose transaction has failed or is over.
   */
  @Override
  public void close() {
    closed = true;
    run(own::close);
    run(current::close);
  }

  /** Whether the cursor is closed; never what it executed, which may hold values. */
  @Override
  public String toString() {
    return "<cursor; closed: " + closed() + ">";
  }

  /** Whether the cursor, or its connection, is closed. */
  public boolean closed() {
    return closed || connection.closed() != 0;
  }

  /** What makes this cursor's rows, for a statement whose rows are taken as they come. */
  RowMaker<T> rowMaker() {
    return own.statements().maker();
  }

  /** From now on what it executes goes with others; see {@link Behind#goWithOthers}. */
  void goWithOthers(Consumer<@Nullable PsycopgException> told) {
    answered = told;
  }

  /** Who is told of answers, if it goes with others; else null. */
  @Nullable Consumer<@Nullable PsycopgException> answered() {
    return answered;
  }

  /** From now on its result can be read when the connection is closed, too. */
  void detach() {
    detached = true;
  }

  void requireOpen() {
    if (detached ? closed : closed()) {
      throw (InterfaceException) new InterfaceException("cursor already closed").raisedBy(this);
    }
  }

  static int requirePositive(int itersize) {
    if (itersize < 1) {
      throw new ProgrammingException("itersize must be at least 1, not " + itersize);
    }
    return itersize;
  }
}
