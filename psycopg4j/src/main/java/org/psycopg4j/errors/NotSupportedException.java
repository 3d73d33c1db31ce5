// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A request for something that the server, or this connection, cannot do. DB-API's {@code
 * NotSupportedError}, {@code psycopg2.NotSupportedError}; SQLSTATE class 0A.
 *
 * <p>The connection stays usable, once the transaction is rolled back if the server raised it.
 */
public class NotSupportedException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public NotSupportedException(String message) {
    super(message);
  }

  public NotSupportedException(String message, Throwable cause) {
    super(message, cause);
  }

  NotSupportedException(ServerError error) {
    super(error);
  }
}
