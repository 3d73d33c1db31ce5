// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A value that the server cannot use or the adapter cannot read: a division by zero, a number out
 * of range, a malformed date. DB-API's {@code DataError}, {@code psycopg2.DataError}; SQLSTATE
 * class 22.
 *
 * <p>The connection stays usable once the transaction is rolled back. The class for SQLSTATE 22000
 * alone is {@link DataException_}.
 */
public class DataException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  DataException(ServerError error) {
    super(error);
  }
}
