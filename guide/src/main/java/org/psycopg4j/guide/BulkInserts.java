// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.ValuesOptions;

/** Many rows go into one statement, or many statements into one text. */
final class BulkInserts {
  private BulkInserts() {}

  // region record
  /** A row to be inserted. */
  record Reading(int sensor, double celsius) {}

  // endregion

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TEMP TABLE readings (id serial, sensor int, celsius float8, note text)");

      // region values
      List<Reading> readings =
          IntStream.range(0, 1000).mapToObj(i -> new Reading(i % 3, i / 10.0)).toList();
      cur.executeValues("INSERT INTO readings (sensor, celsius) VALUES %s RETURNING id", readings);
      System.out.println(cur.rowCount() + " inserted, the first is " + cur.fetchOne().get(0));
      // endregion

      // region template
      cur.executeValues(
          "INSERT INTO readings (sensor, celsius, note) VALUES %s",
          List.of(Map.of("sensor", 7, "f", 212), Map.of("sensor", 8, "f", 32)),
          ValuesOptions.template("(%(sensor)s, (%(f)s - 32) / 1.8, 'was in Fahrenheit')")
              .pageSize(1000));
      System.out.println(new String(cur.query(), StandardCharsets.UTF_8));
      // endregion

      // region batch
      cur.executeBatch(
          "UPDATE readings SET note = %s WHERE sensor = %s",
          List.of(List.of("hall", 0), List.of("roof", 1), List.of("nowhere", 9)));
      System.out.println(cur.rowCount() + " updated");
      for (Cursor<Row> result : cur.results()) {
        System.out.println(result.statusMessage());
      }
      // endregion
      conn.rollback();
    }
  }
}
