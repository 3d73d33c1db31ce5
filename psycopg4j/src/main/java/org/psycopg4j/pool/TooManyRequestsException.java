// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.psycopg4j.errors.OperationalException;

/**
 * As many wait for a connection as {@link PoolOptions#maxWaiting} lets ({@code
 * psycopg_pool.TooManyRequests}).
 */
public final class TooManyRequestsException extends OperationalException {
  private static final long serialVersionUID = 1L;

  TooManyRequestsException(String message) {
    super(message);
  }
}
