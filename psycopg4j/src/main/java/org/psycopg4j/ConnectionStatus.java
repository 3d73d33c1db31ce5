// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * What the connection takes its transaction's state to be ({@code psycopg2.extensions.STATUS_*}).
 * It is the client's view: a BEGIN that the user executed is not seen, which {@link
 * TransactionStatus} is for.
 */
public enum ConnectionStatus {
  /** No transaction has been begun; the next statement begins one unless autocommit is on. */
  READY(1),
  /** A transaction has been begun. */
  BEGIN(2),
  /** A two-phase transaction has been prepared: only its commit or rollback can follow. */
  PREPARED(5);

  private final int code;

  ConnectionStatus(int code) {
    this.code = code;
  }

  /** psycopg2's number for it. */
  public int code() {
    return code;
  }
}
