// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * The state of the session's transaction as the server tells it ({@code
 * psycopg2.extensions.TRANSACTION_STATUS_*}).
 */
public enum TransactionStatus {
  /** No transaction is open. */
  IDLE,
  /** A command is in progress. */
  ACTIVE,
  /** A transaction is open and waits for the next command. */
  INTRANS,
  /** A transaction is open in which a command has failed: only a rollback can follow. */
  INERROR,
  /** The connection is closed or broken. */
  UNKNOWN;

  /** psycopg2's number for it: 0 to 4. */
  public int code() {
    return ordinal();
  }
}
