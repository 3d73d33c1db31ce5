// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A broken constraint: unique, foreign key, check, not null, exclusion. DB-API's {@code
 * IntegrityError}, {@code psycopg2.IntegrityError}; SQLSTATE class 23. {@link #diag()} names the
 * table and the constraint.
 *
 * <p>The connection stays usable once the transaction is rolled back.
 */
public class IntegrityException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public IntegrityException(String message) {
    super(message);
  }

  public IntegrityException(String message, Throwable cause) {
    super(message, cause);
  }

  IntegrityException(ServerError error) {
    super(error);
  }
}
