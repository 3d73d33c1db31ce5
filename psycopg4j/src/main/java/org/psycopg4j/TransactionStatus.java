// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * The state of the session's transaction as the server tells it ({@code
 * psycopg2.extensions.TRANSACTION_STATUS_*}).
 */
public enum TransactionStatus {
  /** No transaction is open. */
  IDLE(0),
  /** A command is in progress. */
  ACTIVE(1),
  /** A transaction is open and waits for the next command. */
  INTRANS(2),
  /** A transaction is open in which a command has failed: only a rollback can follow. */
  INERROR(3),
  /** The connection is closed or broken. */
  UNKNOWN(4);

  private final int code;

  TransactionStatus(int code) {
    this.code = code;
  }

  /** The status that ReadyForQuery tells (manual: "Message Formats"): I, T or E. */
  static TransactionStatus of(byte status) {
    return switch (status) {
      case 'T' -> INTRANS;
      case 'E' -> INERROR;
      default -> IDLE;
    };
  }

  /** psycopg2's number for it. */
  public int code() {
    return code;
  }
}
