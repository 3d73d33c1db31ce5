// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A transaction that the server gave up and that may succeed when run again: a serialization
 * failure, a deadlock. {@code psycopg2.extensions.TransactionRollbackError}; SQLSTATE class 40.
 *
 * <p>The connection stays usable once the transaction is rolled back.
 */
public class TransactionRollbackException extends OperationalException {
  private static final long serialVersionUID = 1L;

  public TransactionRollbackException(String message) {
    super(message);
  }

  public TransactionRollbackException(String message, Throwable cause) {
    super(message, cause);
  }

  TransactionRollbackException(ServerError error) {
    super(error);
  }
}
