// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.net.Session;
import org.psycopg4j.internal.types.Decoding;

/**
 * The one page of a server-side cursor that a connection has asked for before it is needed, and
 * what it failed with if nobody has seen that. Used by the holder of the connection's lock.
 *
 * <p>Whatever else is to be sent waits until the page is here. So its statement can be written as
 * the session's settings are then, and a cancel or an interrupt while it waits ends it before it
 * was sent.
 */
final class ReadAhead {
  private static final String IN_FAILED_TRANSACTION = "25P02"; // whatever its class

  private @Nullable PageAhead underWay;
  private @Nullable PsycopgException unseen;

  /** Whether a page is under way. */
  boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether it is this page. */
  @SuppressWarnings("ReferenceEquality") // a page is equal to itself only
  boolean isUnderWay(PageAhead page) {
    return underWay == page;
  }

  /** Sends a page's FETCH without waiting for its rows; false if that can't be just now. */
  boolean start(PageAhead page, Session session) {
    if (underWay != null || session.transactionStatus() == 'E' || !session.isClearOfCancels()) {
      return false;
    }
    session.send(page.fetch());
    underWay = page;
    return true;
  }

  /** The page that is under way, or null. */
  @Nullable PageAhead page() {
    return underWay;
  }

  /** Takes note that the page is here, to be read that way. */
  void arrived(Decoding as) {
    PageAhead page = underWay;
    if (page != null && page.fetch().isDone()) {
      page.arrived(as);
      underWay = null;
      unseen = page.fetch().error();
    }
  }

  /** Raises that the page was canceled, for what had to wait for it. */
  void raiseIfCanceled() {
    if (unseen instanceof QueryCanceledException canceled) {
      unseen = null;
      throw canceled;
    }
  }

  /** Forgets what nobody has seen, unless the transaction is failed for it. */
  void forgetWhatIsOver(Session session) {
    if (session.transactionStatus() != 'E') {
      unseen = null;
    }
  }

  /** What the transaction has failed for without anybody's knowledge; null if it hasn't. */
  @Nullable PsycopgException unseen(Session session) {
    return session.transactionStatus() == 'E' ? unseen : null;
  }

  /** Raises a request's error, if it has one; if it is that the transaction failed, with why. */
  @SuppressWarnings("ReferenceEquality") // an error is not its own reason
  void raise(Exchange request, Session session) {
    PsycopgException error = request.error();
    if (error != null) {
      PsycopgException reason = unseen(session);
      unseen = null;
      if (reason != null
          && reason != error
          && IN_FAILED_TRANSACTION.equals(error.pgcode())
          && error.getCause() == null) {
        error.initCause(reason);
      }
      throw error;
    }
  }
}
