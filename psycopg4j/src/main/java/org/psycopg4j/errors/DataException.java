// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** psycopg2.DataError. */
public class DataException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }
}
