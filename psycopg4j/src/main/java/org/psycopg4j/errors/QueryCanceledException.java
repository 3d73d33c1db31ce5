// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * A statement that was cancelled: by {@code cancel()}, by an administrator, or by a time-out of the
 * server's. {@code psycopg2.extensions.QueryCanceledError}; the server raises {@link
 * QueryCanceled}, SQLSTATE 57014.
 *
 * <p>The connection stays usable once the transaction is rolled back. The cause is a {@link
 * java.util.concurrent.TimeoutException} if a time limit of this side was over, and an {@link
 * InterruptedException} if the waiting thread was interrupted. If that happened before the
 * statement was sent, there is no report of the server's, and nothing to roll back.
 */
public class QueryCanceledException extends OperationalException {
  private static final long serialVersionUID = 1L;

  public QueryCanceledException(String message) {
    super(message);
  }

  public QueryCanceledException(String message, Throwable cause) {
    super(message, cause);
  }

  QueryCanceledException(ServerError error) {
    super(error);
  }
}
