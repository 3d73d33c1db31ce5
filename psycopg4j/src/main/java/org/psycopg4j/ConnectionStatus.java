// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.psycopg4j.internal.session.TransactionState;

/**
 * What the connection takes its transaction's state to be ({@code psycopg2.extensions.STATUS_*}).
 * It is the client's view: a BEGIN that the user executed is not seen, which {@link
 * TransactionStatus} is for.
 */
public enum ConnectionStatus {
  /** The connection is being opened. */
  SETUP(0),
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

  static ConnectionStatus of(TransactionState.Phase phase) {
    return switch (phase) {
      case READY -> READY;
      case BEGUN -> BEGIN;
      case PREPARED -> PREPARED;
    };
  }

  /** psycopg2's number for it. */
  public int code() {
    return code;
  }
}
