// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** psycopg2.NotSupportedError. */
public class NotSupportedException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public NotSupportedException(String message) {
    super(message);
  }
}
