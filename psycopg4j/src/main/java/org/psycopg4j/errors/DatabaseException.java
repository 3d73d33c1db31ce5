// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** psycopg2.DatabaseError. */
public class DatabaseException extends PsycopgException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message) {
    super(message);
  }
}
