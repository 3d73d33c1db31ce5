// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A mistake in how the adapter is used, not in the database: a closed connection or cursor, a value
 * that cannot be read. DB-API's {@code InterfaceError}, {@code psycopg2.InterfaceError}.
 *
 * <p>Nothing was sent to the server: a connection that was usable before is usable now.
 */
public class InterfaceException extends PsycopgException {
  private static final long serialVersionUID = 1L;

  public InterfaceException(String message) {
    super(message);
  }

  public InterfaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
