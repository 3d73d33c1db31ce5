// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.psycopg4j.errors.PsycopgException;

/**
 * A pool of psycopg2's kind was asked for what it can't do: {@code psycopg2.pool.PoolError}. Its
 * connections, and the pool, are as good as before.
 */
public final class PoolException extends PsycopgException {
  private static final long serialVersionUID = 1L;

  /** An error with psycopg2's text. */
  public PoolException(String message) {
    super(message);
  }
}
