// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.Tuple;

/**
 * Makes what a cursor returns for each row of a result: psycopg2's {@code cursor_factory} and
 * {@code row_factory}.
 *
 * <pre>{@code
 * record User(int id, String name, Optional<LocalDate> born) {}
 *
 * List<User> users =
 *     conn.cursor(RowFactory.of(User.class)).execute("select id, name, born from users").fetchAll();
 * }</pre>
 *
 * <p>The factories made here are immutable and serve all threads and connections.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface RowFactory<T extends @Nullable Object> {
  /**
   * How to make a {@code T} of a row with these columns. Called once for each result; what it
   * returns is called for each row that is fetched.
   */
  Function<Row, T> forColumns(List<Column> columns);

  /** Leaves each row as it is. */
  static RowFactory<Row> row() {
    return columns -> row -> row;
  }

  /** Makes of each row what the function makes of it. */
  static <T extends @Nullable Object> RowFactory<T> map(Function<Row, T> function) {
    return columns -> function;
  }

  /** Rows that can be changed, by number and by name: psycopg2's {@code DictCursor}. */
  static RowFactory<DictRow> dict() {
    return DictRow::forColumns;
  }

  /**
   * Maps from the columns' names to the values, in the columns' order, that can be changed; of
   * several columns of one name the last is meant: psycopg2's {@code RealDictCursor}.
   */
  static RowFactory<Map<String, @Nullable Object>> realDict() {
    return columns -> Row::toMap;
  }

  /**
   * Tuples with named fields: psycopg2's {@code NamedTupleCursor}. {@link #forColumns} raises
   * {@link ParameterException} ({@code ValueError}) if a column's name cannot be a field's.
   */
  static RowFactory<NamedTuple> namedTuple() {
    return NamedTuple::forColumns;
  }

  /** The values in a list that can't be changed. */
  static RowFactory<List<@Nullable Object>> list() {
    return columns -> Row::toList;
  }

  /** The values in a {@link Tuple}, which can be a parameter again. */
  static RowFactory<Tuple> tuple() {
    return columns -> row -> Tuple.copyOf(row.toList());
  }

  /**
   * The first column's value, as {@link Row#get(int)} has it; null is SQL NULL. {@link #forColumns}
   * raises {@link ProgrammingException} if there is none.
   */
  static RowFactory<@Nullable Object> scalar() {
    return new ScalarFactory<>(Object.class, false);
  }

  /**
   * The first column's value, as {@link Row#get(int, Class)} has it; null is SQL NULL. {@link
   * #forColumns} raises {@link ProgrammingException} if there is none.
   */
  static <T> RowFactory<@Nullable T> scalar(Class<T> type) {
    return new ScalarFactory<>(type, false);
  }

  /**
   * Objects of a class.
   *
   * <p>A record takes for each component the column of its name, or the one whose name differs in
   * underscores and case alone ({@code created_at} and {@code createdAt}); none may be left over. A
   * class with one public constructor takes them for its parameters: by name if it was compiled
   * with {@code -parameters}, else by position. A value is converted as {@link Row#get(int, Class)}
   * does it, and to {@code Optional}, {@code List} and arrays of such values. A NULL that a
   * primitive component would have to be raises {@link DataException} at that row.
   *
   * <p>A class of values, such as Integer, String or LocalDate, takes the result's only column;
   * null is SQL NULL there.
   *
   * <p>{@link #forColumns} raises {@link ProgrammingException} if the columns don't fit, and says
   * which.
   *
   * @throws ProgrammingException if the class is no record and has not one public constructor, or
   *     is closed to this module: then its package has to be opened to org.psycopg4j, or a lookup
   *     given along
   */
  static <T> RowFactory<T> of(Class<T> type) {
    return ObjectFactory.of(type);
  }

  /**
   * As {@link #of(Class)}, for classes that need not be open to this module.
   *
   * @param lookup {@code MethodHandles.lookup()} of a class that may call the constructor
   */
  static <T> RowFactory<T> of(Class<T> type, MethodHandles.Lookup lookup) {
    return ObjectFactory.of(type, lookup);
  }
}
