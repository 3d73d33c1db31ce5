// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.copy.CopySql;
import org.psycopg4j.internal.session.TransactionState;

/**
 * Columns of a table that rows are copied into.
 *
 * @param names their names
 * @param typeOids their types, of a domain what it is over; 0 if that is not known
 * @param chosen whether it was said which columns, so they are named in the statement
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TableColumns(List<String> names, int[] typeOids, boolean chosen) {

  /** Asks the server for a table's columns: those that the options name, or all. */
  static TableColumns of(Statements<?> statements, String table, CopyOptions options) {
    Result found =
        statements.command(
            quoting ->
                """
                SELECT a.attname::text, CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END::int8
                FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = %s::pg_catalog.regclass
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                ORDER BY a.attnum"""
                    .formatted(
                        CopySql.literal(
                            CopySql.name(table, options.schemaName()),
                            quoting.standardConformingStrings())),
            TransactionState::needsBegin);
    List<String> names = new ArrayList<>();
    List<Integer> oids = new ArrayList<>();
    for (Row row; (row = found.next()) != null; ) {
      names.add(String.valueOf(row.getString(0)));
      oids.add((int) row.getLong(1));
    }
    int[] typeOids = oids.stream().mapToInt(Integer::intValue).toArray();
    TableColumns all = new TableColumns(names, typeOids, false);
    List<String> wanted = options.columnNames();
    return wanted == null ? all : all.choose(wanted);
  }

  private TableColumns choose(List<String> wanted) {
    int[] oids = new int[wanted.size()];
    for (int i = 0; i < oids.length; i++) {
      int at = names.indexOf(wanted.get(i));
      oids[i] = at < 0 ? 0 : typeOids[at]; // a column that is none is the server's to complain of
    }
    return new TableColumns(List.copyOf(wanted), oids, true);
  }

  /** The columns that a record's components are for, if it was not said which. */
  TableColumns forComponents(List<String> components) {
    if (chosen) {
      return this;
    }
    List<String> wanted = new ArrayList<>();
    for (String component : components) {
      wanted.add(forComponent(component));
    }
    return choose(wanted);
  }

  /** The column of a component's name, else the one that differs in underscores and case only. */
  private String forComponent(String component) {
    if (names.contains(component)) {
      return component;
    }
    List<String> similar =
        names.stream().filter(name -> plain(name).equals(plain(component))).toList();
    if (similar.size() != 1) {
      throw new ProgrammingException(
          "no column of the table is for the component %s: %s"
              .formatted(component, String.join(", ", names)));
    }
    return similar.get(0);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** The options with just these columns, if they were chosen. */
  CopyOptions in(CopyOptions options) {
    return chosen ? options.columns(names) : options;
  }

  /** The values of a row, checked to be as many as there are columns. */
  @Nullable Object[] checked(@Nullable Object[] values) {
    if (values.length != names.size()) {
      throw new ProgrammingException(
          "a row of %d values for %d columns: %s"
              .formatted(values.length, names.size(), String.join(", ", names)));
    }
    return values;
  }
}
