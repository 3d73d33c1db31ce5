// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.psycopg4j.errors.OperationalException;

/** The pool is closed ({@code psycopg_pool.PoolClosed}). */
public final class PoolClosedException extends OperationalException {
  private static final long serialVersionUID = 1L;

  PoolClosedException(String message) {
    super(message);
  }
}
