// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyOptions;

/** The texts of COPY statements, those of psycopg2's {@code copy_from} and {@code copy_to}. */
public final class CopySql {
  private CopySql() {}

  /** COPY of a table's columns from the client. */
  public static String from(String table, CopyOptions options, boolean plainStrings) {
    return copy(table, options, "FROM stdin", plainStrings);
  }

  /** COPY of a table's columns to the client. */
  public static String to(String table, CopyOptions options, boolean plainStrings) {
    return copy(table, options, "TO stdout", plainStrings);
  }

  private static String copy(String table, CopyOptions options, String way, boolean plainStrings) {
    return "COPY %s %s WITH DELIMITER AS %s NULL AS %s"
        .formatted(
            table(table, options),
            way,
            literal(options.separator(), plainStrings),
            literal(options.nullText(), plainStrings));
  }

  /** A table and its columns as COPY names them. */
  public static String table(String table, CopyOptions options) {
    List<String> columns = options.columnNames();
    return name(table, options.schemaName())
        + (columns == null
            ? ""
            : columns.stream().map(CopySql::quoted).collect(Collectors.joining(",", "(", ")")));
  }

  /** A table's name, each part in quotes. */
  public static String name(String table, @Nullable String schema) {
    return schema == null ? quoted(table) : quoted(schema) + "." + quoted(table);
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * A text as a string constant.
   *
   * @param plainStrings whether a backslash is only that in one: standard_conforming_strings
   */
  public static String literal(String text, boolean plainStrings) {
    String doubled = text.replace("'", "''");
    return plainStrings ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
