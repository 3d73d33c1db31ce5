// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/** psycopg2.Error. */
public class PsycopgException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PsycopgException(String message) {
    super(message);
  }
}
