// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.IntegrityException;
import org.psycopg4j.errors.InvalidTextRepresentation;

/** Each SQLSTATE has a class, below the class that DB-API has for it. */
final class Errors {
  private Errors() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region catch
      try {
        cur.execute("INSERT INTO users (name, age) VALUES (%s, %s)", "Alice", "twenty-five");
      } catch (InvalidTextRepresentation e) {
        System.out.println("Data error " + e.pgcode() + ": " + e.diag().messagePrimary());
      } catch (IntegrityException e) {
        System.out.println("Integrity error: " + e.getMessage());
      } catch (DatabaseException e) {
        System.out.println("Database error: " + e.getMessage());
      }
      conn.rollback();
      // endregion

      // region integrity
      try {
        cur.execute("INSERT INTO users (id, name) VALUES (%s, %s)", 2, "Dora's twin");
      } catch (IntegrityException e) { // UniqueViolation is one
        System.out.println(e.getClass().getSimpleName() + " " + e.pgcode());
        System.out.println("Table: " + e.diag().tableName());
        System.out.println("Constraint: " + e.diag().constraintName());
        System.out.println("Detail: " + e.diag().messageDetail());
      }
      conn.rollback();
      // endregion

      // region report
      try {
        cur.execute("SELECT nmae FROM users");
      } catch (DatabaseException e) {
        System.out.println(e.getMessage()); // with the line and what is wrong in it
      }
      conn.rollback();
      // endregion
    }
  }
}
