// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A failure of the database's operation, not of the program: no connection, a lost connection, no
 * memory, no disk, too many connections. DB-API's {@code OperationalError}, {@code
 * psycopg2.OperationalError}; SQLSTATE classes 08, 26, 27, 28, 34, 53, 54, 55, 57, 58 and HV. Every
 * failure to connect is one.
 *
 * <p>The connection may be gone: it is closed if its {@code closed()} is not zero, and usable after
 * a rollback otherwise.
 */
public class OperationalException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public OperationalException(String message) {
    super(message);
  }

  public OperationalException(String message, Throwable cause) {
    super(message, cause);
  }

  OperationalException(ServerError error) {
    super(error);
  }
}
