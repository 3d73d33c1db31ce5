// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** A program that reads a million rows and prints their checksum and the heap they take. */
final class MillionRows {
  private static final String SQL =
      """
      SELECT g, g::int8 * 1000, g % 2 = 0, 'name ' || g, g / 2.0::float8, 'a'::text, NULL::int
      FROM generate_series(1, 1000000) g""";

  private MillionRows() {}

  public static void main(String[] args) {
    try (Connection conn = Psycopg.connect(args[0])) {
      Cursor<Row> cur = conn.cursor().execute(SQL);
      long sum = 0;
      for (Row row : cur) {
        sum +=
            row.getInt(0)
                + row.getLong(1)
                + (row.getBoolean(2) ? 1 : 0)
                + String.valueOf(row.getString(3)).length()
                + Math.round(row.getDouble(4))
                + String.valueOf(row.get(5)).length()
                + (row.isNull(6) ? 1 : 0);
      }
      System.gc();
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.println(cur.rowCount() + " " + sum + " " + (used >> 20));
    }
  }
}
