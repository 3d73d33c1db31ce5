// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** psycopg2.ProgrammingError. */
public class ProgrammingException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public ProgrammingException(String message) {
    super(message);
  }
}
