// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A state that the database did not expect: a failed transaction, an invalid cursor, an exception
 * of PL/pgSQL, a fault of the server itself. DB-API's {@code InternalError}, {@code
 * psycopg2.InternalError}; SQLSTATE classes 24, 25, 2B, 2D, 2F, 38, 39, 3B, F0, P0 and XX.
 *
 * <p>The connection stays usable once the transaction is rolled back. The class for SQLSTATE XX000
 * alone is {@link InternalError_}.
 */
public class InternalException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public InternalException(String message) {
    super(message);
  }

  public InternalException(String message, Throwable cause) {
    super(message, cause);
  }

  InternalException(ServerError error) {
    super(error);
  }
}
