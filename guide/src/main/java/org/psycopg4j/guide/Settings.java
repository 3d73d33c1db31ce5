// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;

/** What connections are told by: libpq's keywords, from wherever libpq takes them. */
final class Settings {
  private Settings() {}

  static void run(String dsn) {
    composed();
    severalServers(dsn);
    demands(dsn);
    behindPgpool(dsn);
  }

  private static void composed() {
    // region dsn
    Map<String, String> settings =
        Psycopg.parseDsn("postgresql://anna@db.example:5433/shop?sslmode=verify-full");
    System.out.println(settings);
    System.out.println(
        Psycopg.makeDsn("host=db.example user=anna", Map.of("password", "it's a secret")));
    // endregion
  }

  private static void severalServers(String dsn) {
    Map<String, String> here = Psycopg.parseDsn(dsn);
    String host = here.get("host");
    String port = here.getOrDefault("port", "5432");
    // region several
    try (Connection conn =
        Psycopg.connect(
            dsn,
            options ->
                options
                    .set("host", host + "," + host)
                    .set("port", "1," + port) // at the first of them nobody listens
                    .set("target_session_attrs", "read-write")
                    .connectTimeout(3))) {
      System.out.println(
          "The other one answers: " + port.equals(String.valueOf(conn.info().port())));
    }
    // endregion
  }

  private static void demands(String dsn) {
    // region demand
    try (Connection conn =
        Psycopg.connect(
            dsn,
            options ->
                options.set("require_auth", "scram-sha-256").passwordFrom(Settings::ofTheVault))) {
      System.out.println("The server knows the password, too: " + conn.info().host());
    } catch (OperationalException e) { // one without a password, which anybody could be
      System.out.println("Refused: " + e.getMessage().contains("did not complete authentication"));
    }
    // endregion
  }

  private static void behindPgpool(String dsn) {
    // region apart
    try (Connection conn = Psycopg.connect(dsn, options -> options.beginApart(true))) {
      conn.cursor().execute("SELECT 1"); // after BEGIN was answered
      conn.commit();
    }
    // endregion
  }

  private static String ofTheVault() {
    return "secret";
  }
}
