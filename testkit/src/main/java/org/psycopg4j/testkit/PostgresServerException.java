// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import org.jspecify.annotations.Nullable;

/** A test server could not be found, started, stopped or asked; the message says what to do. */
public final class PostgresServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresServerException(String message) {
    this(message, null);
  }

  PostgresServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
