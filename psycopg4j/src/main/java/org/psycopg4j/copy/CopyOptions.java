// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * How a table is copied: the keyword arguments of psycopg2's {@code copy_from} and {@code copy_to}.
 *
 * <pre>{@code
 * cur.copyFrom(in, "users", CopyOptions.sep(",").nullAs("").columns("id", "name"));
 * }</pre>
 *
 * <p>Immutable: each method makes another one.
 */
public final class CopyOptions {
  /** psycopg2's {@code size}: as many bytes, or characters, are read at a time. */
  private static final int SIZE = 8192;

  private static final CopyOptions DEFAULTS =
      new CopyOptions("\t", "\\N", null, null, SIZE, null, false);

  private final String sep;
  private final String nullAs;
  private final @Nullable String schema;
  private final @Nullable List<String> columns;
  private final int size;
  private final @Nullable CopyProgress progress;
  private final boolean text;

  private CopyOptions(
      String sep,
      String nullAs,
      @Nullable String schema,
      @Nullable List<String> columns,
      int size,
      @Nullable CopyProgress progress,
      boolean text) {
    this.sep = sep;
    this.nullAs = nullAs;
    this.schema = schema;
    this.columns = columns;
    this.size = size;
    this.progress = progress;
    this.text = text;
  }

  /** A tab between columns, {@code \N} for NULL, all columns. */
  public static CopyOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another character between the columns, of one byte. */
  public static CopyOptions sep(String separator) {
    CopyOptions d = DEFAULTS;
    return new CopyOptions(separator, d.nullAs, null, null, d.size, null, false);
  }

  /** What stands for NULL ({@code null}), {@code \N} unless it is set. */
  public CopyOptions nullAs(String text) {
    return new CopyOptions(sep, text, schema, columns, size, progress, this.text);
  }

  /** The schema that the table is in, which psycopg2 can't say; else the search path finds it. */
  public CopyOptions schema(String name) {
    return new CopyOptions(sep, nullAs, name, columns, size, progress, text);
  }

  /** Which columns, in the data's order, by their names as they are. */
  public CopyOptions columns(String... names) {
    return columns(List.of(names));
  }

  /** Which columns, in the data's order, by their names as they are. */
  public CopyOptions columns(List<String> names) {
    if (names.isEmpty()) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "there is no column to copy: leave them out for all");
    }
    return new CopyOptions(sep, nullAs, schema, List.copyOf(names), size, progress, text);
  }

  /**
   * How many bytes, or characters of a Reader, are asked for at a time; 8192 unless it is set.
   *
   * @throws ParameterException if it is not positive
   */
  public CopyOptions size(int atATime) {
    if (atATime < 1) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "at least one byte is read at a time, not " + atATime);
    }
    return new CopyOptions(sep, nullAs, schema, columns, atATime, progress, text);
  }

  /** Who is told how far it has come. */
  public CopyOptions progress(CopyProgress listener) {
    return new CopyOptions(sep, nullAs, schema, columns, size, listener, text);
  }

  /**
   * Has rows of values copied in text format, also where each column has a binary one: then the
   * server reads what is written for each value, and a String fits any column.
   */
  public CopyOptions text() {
    return new CopyOptions(sep, nullAs, schema, columns, size, progress, true);
  }

  /** What stands between the columns. */
  public String separator() {
    return sep;
  }

  /** What stands for NULL. */
  public String nullText() {
    return nullAs;
  }

  /** The schema, or null. */
  public @Nullable String schemaName() {
    return schema;
  }

  /** The columns, or null for all. */
  public @Nullable List<String> columnNames() {
    return columns;
  }

  /** How much is read at a time. */
  public int readSize() {
    return size;
  }

  /** Who is told of the progress, or null. */
  public @Nullable CopyProgress listener() {
    return progress;
  }

  /** Whether rows of values are to be in text format in any case. */
  public boolean textOnly() {
    return text;
  }
}
