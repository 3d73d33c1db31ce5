// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Waits on the caller's own thread until a socket is ready.
 *
 * <p>A blocking read would be closed by an interrupt; a Selector only wakes up, so the connection
 * outlives it. The registration stays from one wait to the next: with the same interest a wait is
 * one system call.
 */
final class SelectWait implements AutoCloseable {
  private final Selector selector;
  private final SelectionKey key;

  SelectWait(SocketChannel channel) throws IOException {
    selector = Selector.open();
    try {
      key = channel.register(selector, 0);
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  /**
   * Waits until the socket is ready for one of these operations, the deadline has passed or the
   * thread is interrupted, whose flag stays set.
   */
  void await(int operations, Deadline deadline) throws IOException {
    if (key.interestOps() != operations) {
      key.interestOps(operations);
    }
    while (selector.select(SelectWait::ready, deadline.selectMillis()) == 0
        && !deadline.hasPassed()
        && !Thread.currentThread().isInterrupted()) {}
  }

  private static void ready(SelectionKey key) {
    // The only one there is: that select returns says enough.
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      // Nothing is registered with it any more.
    }
  }
}
