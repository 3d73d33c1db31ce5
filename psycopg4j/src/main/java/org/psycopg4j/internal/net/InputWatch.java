// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to read on a session's socket, without the connection's lock and beside
 * whoever has it: it has a Selector of its own, and reads nothing.
 *
 * <p>{@link #arm} and {@link #close} are for the lock's holder, {@link #await} for one thread at a
 * time, {@link #wakeUp} for any.
 */
public final class InputWatch implements AutoCloseable {
  /* A platform thread waits at a Selector itself: no hop to another thread. A virtual one parks, and
  one thread of the JVM's waits for all of its kind: thousands of them need no Selector each, nor,
  on Java 21, where a Selector is waited at inside a monitor, a carrier each. Java 25 lets the
  carrier go there (600 virtual threads at 600 Selectors: 2 carriers). */
  private final SocketChannel channel;
  private final Semaphore woken = new Semaphore(0);
  private volatile @Nullable Selector selector;
  private volatile @Nullable SelectionKey shared;

  InputWatch(SocketChannel channel) {
    this.channel = channel;
  }

  /** Prepares the current thread's wait; what is there to read from now on ends it. */
  void arm() throws IOException {
    if (isVirtual(Thread.currentThread())) {
      shared = SharedSelector.instance().arm(channel, woken);
    } else if (selector == null) {
      Selector opened = Selector.open();
      try {
        channel.register(opened, SelectionKey.OP_READ);
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      selector = opened;
    }
  }

  /* Thread.isVirtual came with Java 21; what getThreadGroup returns for a virtual thread is
  specified as well. */
  private static boolean isVirtual(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getName().equals("VirtualThreads");
  }

  /**
   * Waits until there is something to read, somebody has called {@link #wakeUp}, or so many
   * nanoseconds have passed; perhaps not as long.
   *
   * @throws InterruptedException if the thread is interrupted: the socket doesn't mind
   */
  public void await(long nanos) throws IOException, InterruptedException {
    if (isVirtual(Thread.currentThread())) {
      if (woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    } else {
      select(nanos);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void select(long nanos) throws IOException {
    Selector armed = selector;
    if (armed != null) {
      long millis = nanos / 1_000_000 + (nanos % 1_000_000 > 0 ? 1 : 0);
      try {
        armed.select(InputWatch::ready, Math.max(1, millis));
      } catch (ClosedSelectorException e) {
        // The session is closed, which whoever waited will see.
      }
    }
  }

  private static void ready(SelectionKey key) {
    // The only one there is: that select returns says enough.
  }

  /** Ends the wait, or the next one if nobody waits now. */
  public void wakeUp() {
    if (woken.availablePermits() == 0) { // one will do: it ends the next wait
      woken.release();
    }
    Selector armed = selector;
    if (armed != null) {
      armed.wakeup();
    }
  }

  @Override
  public void close() {
    wakeUp();
    Selector armed = selector;
    SelectionKey registered = shared;
    try {
      if (armed != null) {
        armed.close();
      }
    } catch (IOException e) {
      // Nothing is registered with it any more.
    }
    if (registered != null) {
      SharedSelector.instance().forget(registered);
    }
  }
}
