// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

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
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Quoting;
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
    return execute(query.asString(this), Arguments.none());
  }

  /** Executes a composed statement; as {@link #execute(String, Object...)}. */
  public Cursor<T> execute(Query query, @Nullable Object... arguments) {
    return execute(query.asString(this), Arguments.positional(arguments));
  }

  /** Executes a composed statement; as {@link #execute(String, Map)}. */
  public Cursor<T> execute(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return execute(query.asString(this), Arguments.named(arguments));
  }

  /** Executes a composed statement; as {@link #execute(String, Record)}. */
  public Cursor<T> execute(Query query, Record arguments) {
    return execute(query.asString(this), Arguments.named(arguments));
  }

  private Cursor<T> execute(@Nullable String sql, Arguments arguments) {
    result = run(sql, arguments);
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
    requireOpen();
    String lastTag = result.commandTag();
    long sum = 0;
    for (Object argumentSet : argumentSets) {
      Result one = run(sql, QueryText.argumentSet(argumentSet));
      lastTag = one.commandTag();
      sum = one.rowCount() < 0 || sum < 0 ? -1 : sum + one.rowCount();
    }
    result = Result.ofMany(lastTag, sum);
    return this;
  }

  /** As {@link #executeMany(String, Iterable)}, for a composed statement. */
  public Cursor<T> executeMany(Query query, Iterable<?> argumentSets) {
    return executeMany(query.asString(this), argumentSets);
  }

  private Result run(@Nullable String sql, Arguments arguments) {
    requireOpen();
    try {
      if (sql == null) {
        throw new ProgrammingException("can't execute an empty query");
      }
      TypeRegistry.Types registered = registered();
      QueryExchange exchange;
      Decoding decoding;
      do {
        Quoting quoting = connection.quoting();
        byte[] merged = text.merge(sql, arguments, quoting, registered.adaptation());
        if (merged.length == 0) {
          throw new ProgrammingException("can't execute an empty query");
        }
        query = merged;
        result = Result.FAILED; // until it has succeeded; what fails before this changes nothing
        exchange = connection.query(merged, memory);
        decoding = connection.execute(exchange, quoting);
      } while (decoding == null); // another thread has changed how literals are written: once more
      if (exchange.isEmpty()) {
        throw new ProgrammingException("can't execute an empty query");
      }
      RowDescription columns = exchange.columns();
      if (columns == null) {
        return Result.of(exchange, null);
      }
      TypeRegistry.Types reading = registry().reading(registered, columns);
      return Result.of(exchange, maker.plan(columns, reading.decoders(), decoding));
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
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
   * The next row as {@link RowFactory#of(Class)} makes it, or null after the last.
   *
   * @throws ProgrammingException if the last statement returned no rows, or its columns don't fit
   *     the class
   */
  public <U> @Nullable U fetchOne(Class<U> type) {
    requireOpen();
    try {
      Row row = result.next();
      return row == null ? null : maker.make(row, type);
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
    requireOpen();
    try {
      List<U> rows = new ArrayList<>(result.remaining());
      for (Row row; (row = result.next()) != null; ) {
        rows.add(maker.make(row, type));
      }
      return rows;
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
  }

  /**
   * The rows that are left, column by column; none is left to fetch then.
   *
   * @throws ProgrammingException if the last statement returned no rows
   */
  public Columns fetchColumns() {
    requireOpen();
    try {
      return result.columns();
    } catch (PsycopgException e) {
      throw e.raisedBy(this);
    }
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

  private TypeRegistry registry() {
    return types == null ? connection.types() : types;
  }

  private TypeRegistry.Types registered() {
    return registry().current();
  }

  @Override
  public @Nullable Object cast(long oid, @Nullable String text) {
    return DecoderType.cast(
        registered().decoders().text((int) oid), text, connection.decoding(), this);
  }

  @Override
  public String quote(@Nullable Object value) {
    return connection.quote(value);
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
