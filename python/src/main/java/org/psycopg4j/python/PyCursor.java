// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.Typecasters;

/** A cursor, as psycopg2's {@code cursor} needs it. Not for several threads at a time. */
public final class PyCursor {
  private final PyConnection connection;
  private final Cursor<Row> cursor;
  private List<Row> page = List.of();
  private @Nullable PythonSource source;
  private boolean readsBytes;

  PyCursor(PyConnection connection, Cursor<Row> cursor) {
    this.connection = connection;
    this.cursor = cursor;
  }

  /** In SQL_ASCII a text may be any bytes: they are what Python gets then. */
  private void readAsBytes() {
    if (!readsBytes && connection.connection().encoding().equals("SQLASCII")) {
      cursor.types().registerType(Typecasters.BYTES);
      readsBytes = true;
    }
  }

  /**
   * Executes a statement as it is; returns the {@link #answer}, null if it has to be polled for.
   */
  public @Nullable Object @Nullable [] execute(String sql) {
    readAsBytes();
    cursor.execute(sql);
    return answered();
  }

  /** Executes a statement with arguments for its placeholders in their order. */
  public @Nullable Object @Nullable [] executeWith(
      String sql, String tags, @Nullable Object[] values) {
    readAsBytes();
    cursor.execute(sql, Arguments.of(tags, values));
    return answered();
  }

  /** Executes a statement with arguments for its placeholders by name. */
  public @Nullable Object @Nullable [] executeNamed(
      String sql, Object[] names, String tags, @Nullable Object[] values) {
    readAsBytes();
    cursor.execute(sql, Arguments.of(names, Arguments.of(tags, values)));
    return answered();
  }

  /**
   * Executes a statement for each set of arguments.
   *
   * @param names of the placeholders, none if they have none
   */
  public @Nullable Object @Nullable [] executeMany(String sql, Object[] names, Sets sets) {
    cursor.executeMany(sql, () -> new Unpacked(sets, names));
    return answered();
  }

  private @Nullable Object @Nullable [] answered() {
    return connection.connection().async() ? null : answer();
  }

  /**
   * What the last statement gave: the number of rows, the command tag, whether there are rows; and
   * of each column the name, the type's oid and size, precision, scale, and the table's oid and
   * column. The first of all is whether the connection has news.
   */
  public @Nullable Object[] answer() {
    return Answer.of(cursor, connection.hasNews());
  }

  /** The statement as it was sent last, or null. */
  public @Nullable String query() {
    byte[] sent = cursor.query();
    return sent == null ? null : Bytes.crossing(sent);
  }

  public String mogrify(String sql) {
    return Bytes.crossing(cursor.mogrify(sql));
  }

  public String mogrifyWith(String sql, String tags, @Nullable Object[] values) {
    return Bytes.crossing(cursor.mogrify(sql, Arguments.of(tags, values)));
  }

  public String mogrifyNamed(String sql, Object[] names, String tags, @Nullable Object[] values) {
    return Bytes.crossing(cursor.mogrify(sql, Arguments.of(names, Arguments.of(tags, values))));
  }

  /** The values of so many rows from one on, of those that are all here. */
  public @Nullable Object[] rows(long from, int count, String kinds) {
    cursor.scroll(from, ScrollMode.ABSOLUTE);
    return Answer.values(cursor.fetchMany(count), kinds);
  }

  /** Fetches rows from the server, all if the number is negative, and returns the answer. */
  public @Nullable Object[] fetch(int count) {
    page = count < 0 ? cursor.fetchAll() : cursor.fetchMany(count);
    @Nullable Object[] answer = answer();
    answer[1] = (long) page.size();
    return answer;
  }

  /** The values of the rows that were fetched. */
  public @Nullable Object[] fetched(String kinds) {
    List<Row> rows = page;
    page = List.of();
    return Answer.values(rows, kinds);
  }

  public void scroll(long value, boolean absolute) {
    cursor.scroll(value, absolute ? ScrollMode.ABSOLUTE : ScrollMode.RELATIVE);
  }

  public void scrollable(@Nullable Boolean yes) {
    cursor.scrollable(yes);
  }

  public void withHold(boolean yes) {
    cursor.withHold(yes);
  }

  /** COPY FROM STDIN of what a file gives. */
  public @Nullable Object[] copyIn(String sql, int size, Reader reader) {
    PythonSource file = new PythonSource(reader, size);
    source = file;
    cursor.copyExpert(sql, file);
    return answer();
  }

  /** Why the file can't be read: what a reader that returns null has said before. */
  public void copyFails(String reason) {
    if (source != null) {
      source.fails(reason);
    }
  }

  /** COPY TO STDOUT to a file. */
  public @Nullable Object[] copyOut(String sql, Writer writer) {
    cursor.copyExpert(
        sql, (byte[] buf, int off, int len) -> writer.write(Bytes.crossing(buf, off, len)));
    return answer();
  }

  public void close() {
    cursor.close();
  }

  public boolean closed() {
    return cursor.closed();
  }

  /**
   * Gives sets of arguments, several at a time: the tags of each and its values; none at the end.
   */
  @FunctionalInterface
  public interface Sets {
    @Nullable Object[] next();
  }

  /** Gives the next bytes of a file, none at its end, and null if it could not be read. */
  @FunctionalInterface
  public interface Reader {
    @Nullable String read(int size);
  }

  /** Takes bytes for a file. */
  @FunctionalInterface
  public interface Writer {
    void write(String bytes);
  }

  /** The sets, one after another. */
  private static final class Unpacked implements Iterator<Object> {
    private final Sets sets;
    private final Object[] names;
    private @Nullable Object[] packed = new @Nullable Object[0];
    private int at;
    private boolean ended;

    Unpacked(Sets sets, Object[] names) {
      this.sets = sets;
      this.names = names;
    }

    @Override
    public boolean hasNext() {
      if (at == packed.length && !ended) {
        packed = sets.next();
        at = 0;
        ended = packed.length == 0;
      }
      return !ended;
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String tags = (String) java.util.Objects.requireNonNull(packed[at]);
      @Nullable Object[] values = Arguments.of(tags, packed, at + 1);
      at += 1 + Arguments.count(tags);
      return names.length == 0 ? values : Arguments.of(names, values);
    }
  }
}
