// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.Iterator;
import java.util.stream.Stream;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/**
 * A program that streams a million rows in a transaction, with autocommit and from a named cursor,
 * and prints how many there were and the sum of their numbers.
 */
final class MillionRowsStreamed {
  private static final String SQL =
      """
      SELECT g, g::int8 * 1000, g % 2 = 0, 'name ' || g, g / 2.0::float8, repeat('x', 200)
      FROM generate_series(1, 1000000) g""";

  private MillionRowsStreamed() {}

  public static void main(String[] args) {
    long count = 0;
    long sum = 0;
    try (Connection conn = Psycopg.connect(args[0])) {
      try (Stream<Row> rows = conn.cursor().stream(SQL)) {
        sum += rows.mapToLong(row -> row.getInt(0)).sum();
      }
      Cursor<Row> named = conn.cursor("named").execute(SQL);
      for (Row row : named) {
        sum += row.getInt(0);
      }
      count += named.rowNumber();
      conn.commit();
      conn.autocommit(true);
      try (Stream<Row> rows = conn.cursor().stream(SQL)) {
        for (Iterator<Row> all = rows.iterator(); all.hasNext(); count++) {
          sum += all.next().getInt(0);
        }
      }
    }
    System.out.println(count + " " + sum);
  }
}
