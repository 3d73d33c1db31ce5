// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.QueryCanceled;

/** How long a statement may take, and what happens when it takes longer. */
final class TimeLimits {
  private TimeLimits() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region within
      try {
        conn.within(Duration.ofMillis(200), () -> cur.execute("SELECT pg_sleep(60)"));
      } catch (QueryCanceled e) { // 57014
        System.out.println(e.getMessage() + ": " + e.getCause().getMessage());
        conn.rollback();
      }
      // endregion
      // region timeout
      conn.timeout(Duration.ofSeconds(30)); // of each call from now on
      // endregion
      System.out.println("Usable: " + cur.execute("SELECT 'yes'").fetchOne().get(0));
    }
  }
}
