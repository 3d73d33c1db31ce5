// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.util.concurrent.atomic.AtomicLong;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;

/** A connection whose statements others cancel, and a count of that. */
final class Target {
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private volatile Connection conn;

  Target(Connection conn) {
    this.conn = conn;
  }

  Connection conn() {
    return conn;
  }

  void replace(Connection with) {
    conn = with;
  }

  /** Cancels what is executed; returns whether the request was delivered. */
  boolean cancel() {
    begun.incrementAndGet();
    try {
      conn.cancel();
      return true;
    } catch (OperationalException | InterfaceException e) {
      return false; // there is no way to the server, or the connection was lost
    } finally {
      ended.incrementAndGet();
    }
  }

  /** How many cancels are over: those can't be meant for what begins now. */
  long over() {
    return ended.get();
  }

  /** Whether one may have been meant for what began when so many were over. */
  boolean wasCanceledSince(long overBefore) {
    return begun.get() > overBefore;
  }
}
