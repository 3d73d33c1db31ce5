// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.AnyCursor;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.Answer;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.Page;
import org.psycopg4j.internal.query.ProcedureCall;
import org.psycopg4j.internal.query.ValuesStatement;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.Scope;

/**
 * Executes statements and fetches their rows ({@code psycopg2.extensions.cursor}).
 *
 * <p>Placeholders are psycopg2's: {@code %s} takes the arguments in their order, {@code %(name)s}
 * takes them from a Map or a record, and {@code %%} is a per cent sign. Without arguments the text
 * goes to the server as it is. The whole result is kept here as the server sent it; rows are
 * decoded as they are read.
 *
 * <p>Not for several threads at a time; the cursors of one connection may be used by several. An
 * error leaves the cursor usable and names it in {@link PsycopgException#cursor()}.
 *
 * @param <T> what a row is returned as
 */
public final class Cursor<T> implements Iterable<T>, Scope, AutoCloseable, AnyCursor {
  private final Connection connection;
  private final QueryText text = new QueryText();
  private final AnswerMemory memory = new AnswerMemory();
  private final RowMaker<T> maker;
  private Result result = Result.NONE;
  private @Nullable Results results; // of all statements, where they are known to be not just one
  private byte @Nullable [] query;
  private @Nullable TypeRegistry types; // its own, once it was asked for
  private int arraySize = 1;
  private boolean closed;

  Cursor(Connection connection, RowFactory<T> factory) {
    this.connection = connection;
    this.maker = new RowMaker<>(factory, this);
  }

  /**
   * Executes one or more statements as they are; {@code %} is not special. The last one's result
   * can be fetched.
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
    result = runLogged(sql, null, arguments);
    return this;
  }

  private Cursor<T> execute(Query query, Arguments arguments) {
    result = runLogged(null, query, arguments);
    return this;
  }

  /**
   * Executes a statement once for each set of arguments. {@link #rowCount()} is then the sum of
   * all; nothing can be fetched.
   *
   * <p>An error in one of them leaves those before it executed.
   *
   * @param argumentSets each an array, a List, a {@link org.psycopg4j.types.Tuple} or a Row of
   *     values for {@code %s}, or a Map or a record for {@code %(name)s}; taken one by one as they
   *     are needed
   * @return this cursor
   */
  public Cursor<T> executeMany(String sql, Iterable<?> argumentSets) {
    return executeMany(sql, null, argumentSets);
  }

  private Cursor<T> executeMany(
      @Nullable String sql, @Nullable Query query, Iterable<?> argumentSets) {
    requireOpen();
    String lastTag = result.commandTag();
    long sum = 0;
    for (Object argumentSet : argumentSets) {
      Result one = run(sql, query, QueryText.argumentSet(argumentSet));
      lastTag = one.commandTag();
      sum = one.rowCount() < 0 || sum < 0 ? -1 : sum + one.rowCount();
    }
    result = Result.ofMany(lastTag, sum);
    results = null;
    return this;
  }

  /** As {@link #executeMany(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeMany(Query query, Iterable<?> argumentSets) {
    return executeMany(null, query, argumentSets);
  }

  /** Executes a text, or else what the query is composed to. */
  private Result run(@Nullable String sql, @Nullable Query query, Arguments arguments) {
    requireOpen();
    try {
      TypeRegistry.Types registered = registered();
      QueryExchange exchange;
      Decoding decoding;
      do {
        Quoting quoting = connection.quoting();
        String statement = query == null ? sql : query.asString(this); // quoted as it is now
        if (statement == null) {
          throw new ProgrammingException("can't execute an empty query");
        }
        byte[] merged = text.merge(statement, arguments, quoting, registered.adaptation());
        if (merged.length == 0) {
          throw new ProgrammingException("can't execute an empty query");
        }
        this.query = merged;
        result = Result.FAILED; // until it has succeeded; what fails before this changes nothing
        results = null;
        exchange = connection.query(merged, memory);
        decoding = connection.execute(exchange, quoting);
      } while (decoding == null); // another thread has changed how literals are written: once more
      if (exchange.isEmpty()) {
        throw new ProgrammingException("can't execute an empty query");
      }
      Result last = Result.of(exchange, plan(exchange.columns(), registered, decoding));
      if (!exchange.earlier().isEmpty()) {
        List<Result> all = new ArrayList<>();
        for (Answer answer : exchange.earlier()) {
          Results.add(all, Result.of(answer, plan(answer.columns(), registered, decoding)));
        }
        all.add(last);
        results = Results.of(all);
      }
      return last;
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  private @Nullable RowPlan plan(
      @Nullable RowDescription columns, TypeRegistry.Types registered, Decoding decoding) {
    return columns == null ? null : maker.plan(columns, registered.decoders(), decoding);
  }

  private Result runLogged(@Nullable String sql, @Nullable Query query, Arguments arguments) {
    StatementLog log = connection.statementLog();
    return log == null ? run(sql, query, arguments) : runLogged(log, sql, query, arguments);
  }

  private Result runLogged(
      StatementLog log, @Nullable String sql, @Nullable Query composed, Arguments arguments) {
    byte[] before = query;
    query = null; // until something is sent
    long start = System.nanoTime();
    try {
      result = run(sql, composed, arguments);
    } catch (PsycopgException e) {
      if (query != null) {
        tell(log, start, e);
      }
      throw e;
    } finally {
      if (query == null) {
        query = before;
      }
    }
    log.executed(this, Duration.ofNanos(System.nanoTime() - start), null);
    return result;
  }

  private void tell(StatementLog log, long start, PsycopgException error) {
    try {
      log.executed(this, Duration.ofNanos(System.nanoTime() - start), error);
    } catch (RuntimeException inLog) {
      error.addSuppressed(inLog);
    }
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
    return execute(
        ProcedureCall.positional(name, count),
        count == 0 ? Arguments.none() : Arguments.positional(arguments));
  }

  /**
   * Calls a function with arguments by name, in the order of the map: {@code SELECT * FROM
   * name("a":=%s, …)}; else as {@link #callProc(String, Object...)}.
   */
  public Cursor<T> callProc(String name, Map<String, ? extends @Nullable Object> arguments) {
    return execute(
        ProcedureCall.named(name, arguments.keySet()),
        arguments.isEmpty()
            ? Arguments.none()
            : Arguments.positional(arguments.values().toArray()));
  }

  /**
   * Executes a statement such as {@code INSERT INTO t VALUES %s} with many rows in place of its
   * {@code %s}, 100 at a time ({@code psycopg2.extras.execute_values}).
   *
   * <p>Then {@link #rowCount()} is the sum of all pages', and what they returned can be fetched, in
   * order; in psycopg2 both are those of the last page. Without rows nothing is executed, and
   * nothing is there to fetch. After an error the pages before it are executed; a suppressed
   * exception says which rows were in the page.
   *
   * @param sql with one {@code %s}; a per cent sign is {@code %%}
   * @param rows each an array, a List, a {@link org.psycopg4j.types.Tuple}, a Row or a record,
   *     taken as they are needed
   * @return this cursor
   * @throws org.psycopg4j.errors.ParameterException if there is no {@code %s} or another
   *     placeholder, or the rows differ in length
   */
  public Cursor<T> executeValues(String sql, Iterable<?> rows) {
    return executeValues(scope -> sql, rows, ValuesOptions.defaults());
  }

  /**
   * As {@link #executeValues(String, Iterable)}, with a template for the rows, another size of
   * pages, or without the rows that come back. With a template a row may be a Map, too.
   */
  public Cursor<T> executeValues(String sql, Iterable<?> rows, ValuesOptions options) {
    return executeValues(scope -> sql, rows, options);
  }

  /** As {@link #executeValues(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeValues(Query query, Iterable<?> rows) {
    return executeValues(query, rows, ValuesOptions.defaults());
  }

  /** As {@link #executeValues(String, Iterable, ValuesOptions)}, for a composed statement. */
  public Cursor<T> executeValues(Query query, Iterable<?> rows, ValuesOptions options) {
    requireOpen();
    ValuesStatement.parse(query.asString(this));
    String lastTag = result.commandTag();
    return stand(
        new Pages(rows.iterator(), options.pageSize(), page -> runPage(query, page))
            .values(options, this, lastTag));
  }

  /**
   * Executes a statement once for each set of arguments, 100 of them in one text ({@code
   * psycopg2.extras.execute_batch}).
   *
   * <p>Then {@link #rowCount()} is the sum of all, -1 if none is about rows, where psycopg2 has the
   * last one's. The last one's rows can be fetched, and {@link #results()} are those of every one.
   * The statements of a text are one transaction with autocommit, too.
   *
   * @param argumentSets as for {@link #executeMany(String, Iterable)}; null is no arguments
   * @return this cursor
   */
  public Cursor<T> executeBatch(String sql, Iterable<?> argumentSets) {
    return executeBatch(scope -> sql, argumentSets, ValuesOptions.PAGE_SIZE);
  }

  /** As {@link #executeBatch(String, Iterable)}, with so many of them in one text. */
  public Cursor<T> executeBatch(String sql, Iterable<?> argumentSets, int pageSize) {
    return executeBatch(scope -> sql, argumentSets, pageSize);
  }

  /** As {@link #executeBatch(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeBatch(Query query, Iterable<?> argumentSets) {
    return executeBatch(query, argumentSets, ValuesOptions.PAGE_SIZE);
  }

  /** As {@link #executeBatch(String, Iterable, int)}, for a composed statement. */
  public Cursor<T> executeBatch(Query query, Iterable<?> argumentSets, int pageSize) {
    requireOpen();
    ValuesOptions.requirePositive(pageSize);
    String lastTag = result.commandTag();
    return stand(
        new Pages(argumentSets.iterator(), pageSize, page -> runPage(query, page)).batch(lastTag));
  }

  private List<Result> runPage(Query query, Page page) {
    result = runLogged(null, query, page);
    return allResults().list();
  }

  private Cursor<T> stand(Results many) {
    results = many;
    result = many.last();
    return this;
  }

  private Results allResults() {
    Results all = results;
    if (all == null) {
      all = Results.ofOnly(result);
      results = all;
    }
    return all;
  }

  /**
   * How many results there are: one for each statement that was executed together, 0 before the
   * first and after an error. {@code executeMany} and {@code executeValues} have one altogether.
   */
  public int resultCount() {
    return allResults().count();
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
   * @throws ProgrammingException if there is no such result
   */
  public Cursor<T> setResult(int index) {
    requireOpen();
    try {
      result = allResults().select(index);
      return this;
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /**
   * Moves to the result after this one, before its first row ({@code nextset}, which psycopg2 does
   * not support).
   *
   * @return whether there is one; if not, the cursor stays where it is, at first at the last one
   */
  public boolean nextSet() {
    requireOpen();
    Result next = allResults().next();
    if (next != null) {
      result = next;
    }
    return next != null;
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
    Results all = allResults();
    return () -> new ResultWalk<>(this, all);
  }

  /** Whether these are the results of what this cursor executed last. */
  @SuppressWarnings("ReferenceEquality") // equal ones may be another execution's
  boolean hasExecuted(Results walked) {
    return results == walked;
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
    return mogrify(query.asString(this), Arguments.none());
  }

  /** A composed statement with arguments for {@code %s} as it would be sent. */
  public byte[] mogrify(Query query, @Nullable Object... arguments) {
    return mogrify(query.asString(this), Arguments.positional(arguments));
  }

  /** A composed statement with arguments for {@code %(name)s} as it would be sent. */
  public byte[] mogrify(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return mogrify(query.asString(this), Arguments.named(arguments));
  }

  private byte[] mogrify(String sql, Arguments arguments) {
    try {
      return text.merge(sql, arguments, connection.quoting(), registered().adaptation());
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /**
   * The next row, or null after the last.
   *
   * @throws ProgrammingException if the last statement returned no rows
   */
  public @Nullable T fetchOne() {
    requireOpen();
    Row row = next();
    return row == null ? null : maker.make(row);
  }

  /** The next {@link #arraySize()} rows, or those that are left. */
  public List<T> fetchMany() {
    return fetchMany(arraySize);
  }

  /** The next rows: as many as asked for, or those that are left; all of them if negative. */
  public List<T> fetchMany(int size) {
    requireOpen();
    try {
      int count = size < 0 ? result.remaining() : Math.min(size, result.remaining());
      List<T> rows = new ArrayList<>(count);
      for (Row row; rows.size() < count && (row = result.next()) != null; ) {
        rows.add(maker.make(row));
      }
      return rows;
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /** The rows that are left. */
  public List<T> fetchAll() {
    return fetchMany(-1);
  }

  /**
   * Walks over the rows that are left. The cursor has one position: what an iterator returns is
   * fetched, and what is fetched in between no iterator returns.
   */
  @Override
  public Iterator<T> iterator() {
    requireOpen();
    requireRows();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        requireOpen();
        return result.hasNext();
      }

      @Override
      public T next() {
        requireOpen();
        Row row = Cursor.this.next();
        if (row == null) {
          throw new NoSuchElementException("there are no more rows");
        }
        return maker.make(row);
      }
    };
  }

  private @Nullable Row next() {
    try {
      return result.next();
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /** Moves the position by so many rows: forwards, or backwards if negative. */
  public void scroll(long rows) {
    scroll(rows, ScrollMode.RELATIVE);
  }

  /**
   * Moves the position among the rows of the result.
   *
   * @throws ProgrammingException if there is no such row; the position stays
   */
  public void scroll(long value, ScrollMode mode) {
    requireOpen();
    try {
      result.moveTo(mode == ScrollMode.RELATIVE ? result.position() + value : value);
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /** The columns of the result, or null if the last statement returned no rows. */
  public @Nullable List<Column> description() {
    return result.description();
  }

  /**
   * How many rows the last statement returned or changed; -1 before the first one, after an error,
   * and after a statement that is not about rows.
   */
  public long rowCount() {
    return result.rowCount();
  }

  /** The position among the rows of the result: the number of the next one, from 0. */
  public long rowNumber() {
    return result.position();
  }

  /** What the last statement did, such as {@code INSERT 0 1}; null before the first one. */
  public @Nullable String statusMessage() {
    return result.commandTag();
  }

  /** The last text that was sent, in the connection's encoding; null before the first. */
  public byte @Nullable [] query() {
    byte[] sent = query;
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

  /** How values travel in this cursor, where it is not as on its connection. */
  public TypeRegistry types() {
    TypeRegistry own = types;
    if (own == null) {
      own = TypeRegistry.below(connection.types());
      types = own;
    }
    return own;
  }

  private TypeRegistry.Types registered() {
    return (types == null ? connection.types() : types).current();
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

  /** The connection that made this cursor. */
  public Connection connection() {
    return connection;
  }

  /** Frees the result. Closing again does nothing. */
  @Override
  public void close() {
    closed = true;
    result = result.withoutRows();
    results = null;
    text.forget();
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

  private void requireOpen() {
    if (closed()) {
      throw (InterfaceException) new InterfaceException("cursor already closed").raisedBy(this);
    }
  }

  private void requireRows() {
    try {
      result.remaining();
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }
}
