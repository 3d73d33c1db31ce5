// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import org.psycopg4j.errors.OperationalException;

/** An authorization server has not answered in time. */
final class SlowServerException extends OperationalException {
  private static final long serialVersionUID = 1L;

  SlowServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
