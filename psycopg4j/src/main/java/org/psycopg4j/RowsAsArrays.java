// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.prepared.ColumnValues;
import org.psycopg4j.internal.prepared.InsertHead;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.ValuesPage;
import org.psycopg4j.internal.query.ValuesStatement;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;

/**
 * Pages of {@code INSERT INTO … VALUES %s} as {@code INSERT INTO … SELECT * FROM unnest(…)}: an
 * array for each column in place of literals for each row, in a statement that is prepared. The
 * server reads a short text, once, and the same values.
 *
 * <p>That is for pages of plain rows whose columns are each of one kind of value, and that return
 * nothing; others stay as they are. Belongs to one call.
 */
final class RowsAsArrays {
  private static final int FEWEST = 32; // rows for which it pays

  private final Statements<?> statements;
  private final ValuesStatement statement;
  private final @Nullable String head; // without VALUES
  private int @Nullable [] types; // of the columns, as single values have them
  private final Quoting quoting;
  private int unprepared; // pages in a row that were executed without being prepared
  private boolean refused;

  RowsAsArrays(Statements<?> statements, ValuesStatement statement, Quoting quoting) {
    this.statements = statements;
    this.statement = statement;
    boolean conforming = quoting.standardConformingStrings();
    this.head =
        InsertHead.returnsRows(statement.tail(), conforming)
            ? null
            : InsertHead.withoutValues(statement.head(), conforming);
    this.quoting = quoting;
  }

  /**
   * Executes a page, if it can be.
   *
   * @return false if not: then nothing was done
   */
  boolean execute(ValuesPage page) {
    if (head == null || refused || page.rows().size() < FEWEST) {
      return false;
    }
    List<@Nullable Object[]> rows = page.values();
    if (rows.isEmpty()) {
      return false;
    }
    int[] known = types != null ? types : types(rows.get(0));
    types = known;
    List<String> casts = known.length == 0 ? null : casts(rows, known);
    if (casts == null) {
      return false;
    }
    String arrays = casts.stream().map(cast -> "%s" + cast).collect(Collectors.joining(", "));
    String sql =
        "%sSELECT * FROM unnest(%s)%s"
            .formatted(literally(head), arrays, literally(statement.tail()));
    boolean isOutside = statements.isOutsideOfTransactions();
    try {
      boolean executed = statements.executePrepared(scope -> sql, columns(rows, known, casts));
      unprepared = executed && statements.isLastPrepared() ? 0 : unprepared + 1;
      refused = unprepared > 1; // the first time it has to show that it returns no rows
      return executed;
    } catch (PsycopgException e) {
      if (!isOutside || statements.isClosed()) {
        throw e;
      }
      return false; // nothing has happened: the literals say better what is wrong with them
    }
  }

  /** The types that the server reads a row's values as; none if that can't be known. */
  private int[] types(@Nullable Object[] row) {
    String placeholders =
        IntStream.range(0, row.length).mapToObj(i -> "%s").collect(Collectors.joining(","));
    String sql =
        literally(statement.head()) + "(" + placeholders + ")" + literally(statement.tail());
    int[] known = statements.parameterTypes(scope -> sql, Arguments.positional(asked(row)));
    refused = known.length == 0;
    return known;
  }

  /* A string, which has no type, is told that of the column. */
  private static @Nullable Object[] asked(@Nullable Object[] row) {
    @Nullable Object[] asked = row.clone();
    for (int i = 0; i < asked.length; i++) {
      asked[i] = asked[i] instanceof Double ? "0" : asked[i];
    }
    return asked;
  }

  private static String literally(String sql) {
    return sql.replace("%", "%%");
  }

  /** What each column's placeholder is cast to, strings to what they are read as; null if not. */
  private static @Nullable List<String> casts(List<@Nullable Object[]> rows, int[] types) {
    List<String> casts = new ArrayList<>();
    for (int column = 0; column < types.length; column++) {
      String cast = isText(rows, column) ? cast(types[column]) : "";
      if (cast == null) {
        return null;
      }
      casts.add(cast);
    }
    return casts;
  }

  private static boolean isText(List<@Nullable Object[]> rows, int column) {
    for (@Nullable Object[] row : rows) {
      Object value = row[column];
      if (value != null) {
        return value instanceof CharSequence || value instanceof Character;
      }
    }
    return false;
  }

  private static @Nullable String cast(int type) {
    return switch (type) {
      case Oid.TEXT, Oid.VARCHAR -> "";
      case Oid.BPCHAR -> "::pg_catalog.bpchar[]";
      case Oid.DATE -> "::pg_catalog.date[]";
      case Oid.TIME -> "::pg_catalog.time[]";
      case Oid.TIMETZ -> "::pg_catalog.timetz[]";
      case Oid.TIMESTAMP -> "::pg_catalog.timestamp[]";
      case Oid.TIMESTAMPTZ -> "::pg_catalog.timestamptz[]";
      case Oid.INTERVAL -> "::pg_catalog.interval[]";
      case Oid.UUID -> "::pg_catalog.uuid[]";
      case Oid.JSON -> "::pg_catalog.json[]";
      case Oid.JSONB -> "::pg_catalog.jsonb[]";
      case Oid.INT2 -> "::pg_catalog.int2[]";
      case Oid.INT4 -> "::pg_catalog.int4[]";
      case Oid.INT8 -> "::pg_catalog.int8[]";
      case Oid.NUMERIC -> "::pg_catalog.numeric[]";
      case Oid.FLOAT4 -> "::pg_catalog.float4[]";
      case Oid.FLOAT8 -> "::pg_catalog.float8[]";
      case Oid.BOOL -> "::pg_catalog.bool[]";
      case Oid.INET -> "::pg_catalog.inet[]";
      case Oid.CIDR -> "::pg_catalog.cidr[]";
      default -> null;
    };
  }

  private Arguments columns(List<@Nullable Object[]> rows, int[] types, List<String> casts) {
    @Nullable Object[] columns = new @Nullable Object[types.length];
    for (int column = 0; column < columns.length; column++) {
      boolean isCast = !casts.get(column).isEmpty();
      boolean isForFloat8 = types[column] == Oid.FLOAT8;
      columns[column] = new ColumnValues(rows, column, isCast, isForFloat8, quoting);
    }
    return Arguments.positional(columns);
  }
}
