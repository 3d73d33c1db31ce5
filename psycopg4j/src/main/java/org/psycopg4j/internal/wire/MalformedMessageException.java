// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import org.psycopg4j.errors.OperationalException;

/**
 * The server sent bytes that are no message of the protocol, or one that has no place here. Where
 * the next message begins is unknown from then on, so the connection has to be given up.
 */
public final class MalformedMessageException extends OperationalException {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }
}
