// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * An error of the database, or on the way to it; the base of every class that the server's errors
 * have. DB-API's {@code DatabaseError}, {@code psycopg2.DatabaseError}.
 *
 * <p>Raised as such for an error without a SQLSTATE, or with one of a class that has no exception
 * of its own. Unless a subclass says otherwise, the connection stays usable once the transaction is
 * rolled back.
 */
public class DatabaseException extends PsycopgException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  DatabaseException(ServerError error) {
    super(error);
  }
}
