// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A mistake in the program: a syntax error, an unknown table, a missing privilege, a method called
 * in the wrong state. DB-API's {@code ProgrammingError}, {@code psycopg2.ProgrammingError};
 * SQLSTATE classes 20, 21, 3D, 3F, 42 and 44.
 *
 * <p>The connection stays usable, once the transaction is rolled back if the server raised it.
 */
public class ProgrammingException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public ProgrammingException(String message) {
    super(message);
  }

  public ProgrammingException(String message, Throwable cause) {
    super(message, cause);
  }

  ProgrammingException(ServerError error) {
    super(error);
  }
}
