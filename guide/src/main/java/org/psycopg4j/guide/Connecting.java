// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;

/** A connection is opened by a connection string, by options, or by both; try closes it. */
final class Connecting {
  private Connecting() {}

  static void run(String dsn) {
    // region connect
    try (Connection conn = Psycopg.connect(dsn)) {
      System.out.println("Connected to PostgreSQL " + conn.getParameterStatus("server_version"));
      System.out.println("Closed? " + conn.closed());
    }
    // endregion

    // region options
    Connection conn =
        Psycopg.connect(dsn, options -> options.applicationName("guide").connectTimeout(10));
    System.out.println(conn.cursor().execute("SHOW application_name").fetchOne());
    conn.close();
    System.out.println("Closed? " + conn.closed());
    // endregion
  }
}
