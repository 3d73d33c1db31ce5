// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.psycopg4j.Column;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;

/** All that a user sees of what a step did, line by line. */
final class Outcome {
  private final List<String> lines = new ArrayList<>();
  private final Oids oids;

  Outcome(Oids oids) {
    this.oids = oids;
  }

  void line(String text) {
    lines.add(text);
  }

  /** An error; its CONTEXT is not a part of what must be the same. */
  void error(PsycopgException error) {
    Diagnostics diag = error.diag();
    line("error " + error.getClass().getSimpleName() + " " + error.pgcode());
    line("  severity " + diag.severity());
    line("  message " + diag.messagePrimary());
    line("  detail " + diag.messageDetail());
    line("  hint " + diag.messageHint());
    line("  position " + diag.statementPosition());
    line("  internal " + diag.internalPosition() + " " + diag.internalQuery());
    line("  of " + diag.schemaName() + "." + diag.tableName() + "." + diag.columnName());
    line("  with " + diag.constraintName() + " " + diag.datatypeName());
    line("  says " + withoutContext(String.valueOf(error.getMessage())));
  }

  private static String withoutContext(String message) {
    int context = message.indexOf("\nCONTEXT:");
    return context < 0 ? message : message.substring(0, context);
  }

  /** The state of a cursor after it was executed, and all of its rows. */
  void cursor(Cursor<Row> cur) {
    line("query " + query(cur));
    line("count " + cur.rowCount() + ", " + cur.statusMessage() + ", results " + cur.resultCount());
    List<Column> description = cur.description();
    if (description == null) {
      line("no rows" + fetched(cur));
      return;
    }
    for (Column column : description) {
      line(
          "column %s %s size %s/%s, %s, %s, %s, of %s.%s"
              .formatted(
                  column.name(),
                  oids.of(column.typeCode()),
                  column.displaySize(),
                  column.internalSize(),
                  column.precision(),
                  column.scale(),
                  column.nullOk(),
                  oids.of(column.tableOid()),
                  column.tableColumn()));
    }
    rows(cur.fetchAll());
  }

  private static String query(Cursor<Row> cur) {
    try {
      byte[] query = cur.query();
      return query == null ? "null" : new String(query, StandardCharsets.ISO_8859_1);
    } catch (PsycopgException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private static String fetched(Cursor<Row> cur) {
    try {
      return " but " + cur.fetchAll();
    } catch (PsycopgException e) {
      return ": " + e.getMessage();
    }
  }

  void rows(List<Row> rows) {
    for (Row row : rows) {
      StringBuilder line = new StringBuilder("row");
      for (int i = 0; i < row.size(); i++) {
        line.append(" | ").append(Shown.of(got(row::get, i)));
        line.append(" '").append(got(row::getString, i)).append("'");
        line.append(" i ").append(got(row::getInt, i));
        line.append(" l ").append(got(row::getLong, i));
        line.append(" d ").append(got(row::getDouble, i));
        line.append(" n ").append(got(row::getBigDecimal, i));
        line.append(" t ").append(got(row::getBoolean, i));
        line.append(" b ").append(Shown.of(got(row::getBytes, i)));
      }
      line(line.toString());
    }
  }

  private static Object got(IntFunction<Object> getter, int column) {
    try {
      return getter.apply(column);
    } catch (PsycopgException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  /** The lines, for the comparison. */
  List<String> lines() {
    return lines;
  }

  /** The SQLSTATE of the error; null if it succeeded. */
  String sqlstate() {
    String first = lines.get(0);
    return first.startsWith("error ") ? first.substring(first.lastIndexOf(' ') + 1) : null;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
