// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/**
 * One daemon thread that waits at one Selector for the sockets of all virtual threads that wait for
 * something to read. It begins with the first of them. Any thread may call its methods.
 */
final class SharedSelector {
  private final Selector selector;

  private SharedSelector() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JVM's one, once it is wanted. */
  private static final class Holder {
    private static final SharedSelector INSTANCE = start();

    private static SharedSelector start() {
      SharedSelector started = new SharedSelector();
      Thread thread = new Thread(started::run, "psycopg4j-watch");
      thread.setDaemon(true);
      thread.start();
      return started;
    }
  }

  static SharedSelector instance() {
    return Holder.INSTANCE;
  }

  /** Has the socket watched until it can be read; then the semaphore is released, once. */
  SelectionKey arm(SocketChannel channel, Semaphore ready) throws IOException {
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ, ready);
    selector.wakeup(); // a Selector looks at what it is to wait for before it waits
    return key;
  }

  /** Has the socket watched no longer: one that is closed goes only with its registration. */
  void forget(SelectionKey key) {
    key.cancel();
    selector.wakeup();
  }

  private void run() {
    try {
      while (true) {
        selector.select(SharedSelector::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ready(SelectionKey key) {
    try {
      key.interestOps(0);
    } catch (CancelledKeyException e) {
      // Its connection was closed just now: who waits for it has been told.
    }
    if (key.attachment() instanceof Semaphore waiting) {
      waiting.release();
    }
  }
}
