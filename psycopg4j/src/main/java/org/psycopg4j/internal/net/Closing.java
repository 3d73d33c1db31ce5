// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

/**
 * Closes a session's socket, when its owner has become unreachable if nobody has before. It knows
 * nothing else of the session, nor of who uses it, or that would never be unreachable.
 */
final class Closing implements Runnable {
  private final Transport transport;
  private final SelectWait waiting;
  private final InputWatch watching;
  private volatile boolean kept; // by somebody who closes it

  Closing(Transport transport, SelectWait waiting, InputWatch watching) {
    this.transport = transport;
    this.waiting = waiting;
    this.watching = watching;
  }

  /** Takes note that somebody keeps the session, and closes it whoever becomes unreachable. */
  void keep() {
    kept = true;
  }

  /** Whether somebody keeps the session. For any thread. */
  boolean isKept() {
    return kept;
  }

  /** The owner is unreachable. */
  @Override
  public void run() {
    if (!kept) {
      close();
    }
  }

  void close() {
    waiting.close();
    transport.close();
    watching.close();
  }
}
