// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Waits on the caller's own thread until a socket is ready.
 *
 * <p>A blocking read would be closed by an interrupt; a Selector only wakes up, so the connection
 * outlives it. The registration stays from one wait to the next: with the same interest a wait is
 * one system call.
 */
final class SelectWait implements AutoCloseable {
  private final SelectableChannel channel;
  private volatile boolean roused;
  private volatile @Nullable SelectionKey key; // once somebody has waited: an event loop's has none

  SelectWait(SelectableChannel channel) {
    this.channel = channel;
  }

  private SelectionKey register() throws IOException {
    Selector selector = Selector.open();
    try {
      return channel.register(selector, 0);
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  /**
   * Waits until the socket is ready for one of these operations, the deadline has passed, the
   * thread is interrupted, whose flag stays set, or somebody calls {@link #rouse}.
   */
  void await(int operations, Deadline deadline) throws IOException {
    SelectionKey registered = key;
    if (registered == null) {
      registered = register();
      key = registered;
    }
    if (registered.interestOps() != operations) {
      registered.interestOps(operations);
    }
    while (!roused
        && registered.selector().select(SelectWait::ready, deadline.selectMillis()) == 0
        && !deadline.hasPassed()
        && !Thread.currentThread().isInterrupted()) {}
    roused = false;
  }

  /** Ends a wait, this one or the next. For any thread. */
  void rouse() {
    roused = true;
    SelectionKey registered = key;
    if (registered != null) {
      registered.selector().wakeup();
    }
  }

  private static void ready(SelectionKey key) {
    // The only one there is: that select returns says enough.
  }

  @Override
  public void close() {
    SelectionKey registered = key;
    if (registered == null) {
      return;
    }
    try {
      registered.selector().close();
    } catch (IOException e) {
      // Nothing is registered with it any more.
    }
  }
}
