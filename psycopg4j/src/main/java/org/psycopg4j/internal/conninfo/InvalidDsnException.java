// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import org.psycopg4j.errors.ProgrammingException;

/** A connection string that can't be understood. Its message never holds a value of the string. */
final class InvalidDsnException extends ProgrammingException {
  private static final long serialVersionUID = 1L;

  InvalidDsnException(String what) {
    super("invalid dsn: " + what);
  }
}
