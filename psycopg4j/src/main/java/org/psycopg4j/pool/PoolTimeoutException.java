// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * No connection came free in time, or none could be opened: then the reason is this error's cause
 * ({@code psycopg_pool.PoolTimeout}).
 */
public final class PoolTimeoutException extends OperationalException {
  private static final long serialVersionUID = 1L;

  PoolTimeoutException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
