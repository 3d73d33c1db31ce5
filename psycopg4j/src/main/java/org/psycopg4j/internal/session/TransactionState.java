// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.BeginApart;
import org.psycopg4j.internal.engine.BeginExchange;
import org.psycopg4j.internal.engine.BeginTogether;
import org.psycopg4j.internal.engine.Exchange;

/**
 * Where the connection stands between BEGIN and COMMIT, and in how many transaction blocks. Used by
 * the holder of the connection's lock; the volatile fields are read by any thread.
 */
public final class TransactionState {
  /** What the connection takes its transaction's state to be. */
  public enum Phase {
    /** No transaction has been begun. */
    READY,
    /** A transaction has been begun. */
    BEGUN,
    /** A two-phase transaction has been prepared: it waits for its commit or rollback. */
    PREPARED
  }

  private volatile Phase phase = Phase.READY;
  private volatile boolean autocommit;
  private boolean statementsOnly;
  private boolean beginsApart;
  private volatile TransactionModes modes = TransactionModes.DEFAULT;
  private @Nullable TransactionModes blockModes; // of the outermost block
  private @Nullable String twoPhaseId; // the identifier of the two-phase transaction
  private volatile long mark;
  private int cursorLosses;
  private int depth;
  private @Nullable Thread blockOwner;

  public Phase phase() {
    return phase;
  }

  /** Whether a transaction has been begun and not yet ended, nor prepared. */
  public boolean isBegun() {
    return phase == Phase.BEGUN;
  }

  /** Whether the next statement has to begin a transaction first. */
  public boolean needsBegin() {
    return phase == Phase.READY && (!autocommit || depth > 0) && !statementsOnly;
  }

  /**
   * Takes note that the session is a replication one, where each statement is by itself: BEGIN is
   * never put in front. It stays so.
   */
  public void statementsOnly() {
    statementsOnly = true;
    autocommit = true;
  }

  /** The statement that begins the next transaction. */
  public String begin() {
    return blockModes == null ? modes.begin() : blockModes.over(modes).begin();
  }

  /** The request, after BEGIN. */
  BeginExchange begin(Exchange request) {
    return beginsApart ? new BeginApart(begin(), request) : new BeginTogether(begin(), request);
  }

  /** Has BEGIN be answered before the first statement is sent. It stays so. */
  public void beginApart() {
    beginsApart = true;
  }

  /** Whether BEGIN is answered before the first statement is sent. */
  boolean beginsApart() {
    return beginsApart;
  }

  /** Takes note that a transaction was begun. */
  public void begun() {
    phase = Phase.BEGUN;
  }

  /** Takes note that a two-phase transaction was begun. */
  void begun(String id) {
    phase = Phase.BEGUN;
    twoPhaseId = id;
  }

  /** Takes note that the two-phase transaction was prepared: what belonged to it is gone. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the lock's holder alone writes
  void prepared() {
    phase = Phase.PREPARED;
    mark++;
  }

  /** Takes note that the transaction has ended, whatever it was. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the lock's holder alone writes
  public void ended() {
    phase = Phase.READY;
    twoPhaseId = null;
    mark++;
  }

  /** A number that changes whenever a transaction ends: what belongs to one remembers its mark. */
  public long mark() {
    return mark;
  }

  /**
   * Takes note that cursors which seem to be valid may be gone: a savepoint's, after its undoing.
   */
  public void cursorsLost() {
    cursorLosses++;
  }

  /** A number that changes whenever cursors may have gone before their time. */
  public int cursorLosses() {
    return cursorLosses;
  }

  /** The identifier of the two-phase transaction, or null if none has been begun. */
  @Nullable String twoPhaseId() {
    return twoPhaseId;
  }

  /** Whether each statement is a transaction of its own. */
  public boolean autocommit() {
    return autocommit;
  }

  /** What transactions are to be like. */
  public TransactionModes modes() {
    return modes;
  }

  /** Takes note of what the session's settings have become. */
  void settings(TransactionModes newModes, boolean newAutocommit) {
    if (!modes.equals(newModes)) {
      modes = newModes;
    }
    if (autocommit != newAutocommit) {
      autocommit = newAutocommit;
    }
  }

  /** How many transaction blocks are open. */
  public int depth() {
    return depth;
  }

  /** Takes note that a block begins. The outermost one's transaction is to be like this. */
  public void enterBlock(TransactionModes wanted) {
    blockOwner = Thread.currentThread();
    if (depth++ == 0) {
      blockModes = wanted;
    }
  }

  /** Takes note that a block has ended. */
  public void leaveBlock() {
    if (--depth == 0) {
      blockOwner = null;
      blockModes = null;
    }
  }

  /** Raises an error if another thread is in a transaction block. */
  public void requireOwn() {
    if (blockOwner != null && blockOwner != Thread.currentThread()) {
      throw new ProgrammingException("the connection is in a transaction block of another thread");
    }
  }

  /** Raises an error if the command would end a transaction that others go on with. */
  void requireOutermost(String command) {
    requireOwn();
    if (depth > 1) {
      throw new ProgrammingException(command + " cannot be used inside a nested transaction");
    }
  }

  /** Raises an error if the command may not end the transaction. */
  public void requireEndable(String command) {
    requireNoTwoPhase(command);
    requireOutermost(command);
  }

  /** Raises an error if there is a transaction, or a block that will be one. */
  void requireNone(String command) {
    requireOwn();
    if (phase != Phase.READY || depth > 0) {
      throw new ProgrammingException(command + " cannot be used inside a transaction");
    }
  }

  /** Raises an error if there is a two-phase transaction. */
  public void requireNoTwoPhase(String command) {
    if (twoPhaseId != null) {
      throw new ProgrammingException(command + " cannot be used during a two-phase transaction");
    }
  }

  /** Raises an error if there is a two-phase transaction that has been prepared. */
  public void requireNotPrepared(String command) {
    if (phase == Phase.PREPARED) {
      throw new ProgrammingException(
          command + " cannot be used with a prepared two-phase transaction");
    }
  }
}
