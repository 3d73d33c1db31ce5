// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.net.Session;

/**
 * A session that one user has after another, each by a connection of its own: to whoever still has
 * the one before, that is closed. Each finds it as the first connection left it.
 *
 * <p>For one thread at a time. Whoever has it has to see to its end: nobody else does.
 */
public final class LentSession {
  private final AutoCloseable first;
  private final Terms terms;
  private final Session session;

  private LentSession(AutoCloseable first, Terms terms, Session session) {
    this.first = first;
    this.terms = terms;
    this.session = session;
  }

  /**
   * The session of a connection that is open and waits for the server; it is closed by that. Null
   * if it can't be used any more.
   */
  public static @Nullable LentSession of(AutoCloseable first) {
    Dialogue dialogue = Dialogues.of(first);
    Terms terms = Terms.of(dialogue);
    Session session = HandOver.of(dialogue, terms);
    if (session == null) {
      return null;
    }
    session.keep();
    LentSession lent = new LentSession(first, terms, session);
    lent.isNobodys();
    return lent;
  }

  /**
   * A connection for the next user.
   *
   * @param async whether it is one that is polled
   * @param lender told when it is closed
   */
  public AutoCloseable lend(boolean async, Lender lender) {
    return Dialogues.face().lend(first, session, terms, async, lender);
  }

  /**
   * Ends the user's connection; waits for what another thread executes.
   *
   * @return whether the session can have another user; else it is over
   */
  public boolean takeBack(AutoCloseable connection) {
    boolean good = HandOver.of(Dialogues.of(connection), terms) != null;
    if (good) {
      isNobodys();
    }
    return good;
  }

  /* What comes unasked between two users, such as notifications of a LISTEN that one has left behind,
  is nobody's. */
  private void isNobodys() {
    session.usedBy(this, Nobody.INSTANCE);
  }

  /** Where what comes for nobody goes. */
  private static final class Nobody implements Inbox {
    static final Nobody INSTANCE = new Nobody();

    @Override
    public void notice(Diagnostics notice) {}

    @Override
    public void notification(int pid, String channel, String payload) {}
  }

  /** Whether a user's connection was refused a statement because it would write. */
  public static boolean wasRefusedToWrite(AutoCloseable connection) {
    return Dialogues.of(connection).refusedToWrite();
  }

  /** Whether the last call on a user's connection failed before anything was sent. */
  public static boolean isLastCallRefused(AutoCloseable connection) {
    return Dialogues.of(connection).isLastCallRefused();
  }

  /** Who has lent a connection; null if nobody has. */
  public static @Nullable Lender lender(AutoCloseable connection) {
    return Dialogues.of(connection).lender();
  }

  /** Whether the server has not hung up, nor said that it will: a look that asks it nothing. */
  public boolean isAlive() {
    return session.isAlive();
  }

  /**
   * Whether the server had not hung up, nor said that it will, when something came from it last.
   */
  public boolean isGood() {
    return session.isGood();
  }

  /** Whether the server says of itself that nothing can be written there; it does since 14. */
  public boolean isReadOnly() {
    return isOn("in_hot_standby") || isOn("default_transaction_read_only");
  }

  private boolean isOn(String parameter) {
    return "on".equals(session.parameters().get(parameter));
  }

  /** Says good-bye. */
  public void leave() {
    session.leave();
  }

  /** Whether the server's process has ended after {@link #leave}, or with the session's end. */
  public boolean hasEnded() {
    return session.hasEnded();
  }

  /** Closes the socket, whether the server has ended or not. */
  public void close() {
    session.close();
  }
}
