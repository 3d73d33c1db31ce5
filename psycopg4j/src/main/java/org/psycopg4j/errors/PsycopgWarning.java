// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * An important warning. DB-API's {@code Warning}, {@code psycopg2.Warning}: as there, not an error.
 *
 * <p>Nothing here raises it: the server's warnings are notices of their connection. It is the class
 * for programs that want such a notice thrown.
 */
public class PsycopgWarning extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PsycopgWarning(String message) {
    super(message);
  }

  public PsycopgWarning(String message, Throwable cause) {
    super(message, cause);
  }
}
