// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.net.Reactor;

/**
 * The thread that moves the bytes of asynchronous connections, of any number of them.
 *
 * <p>Unless it was given an executor, the same thread completes the futures and calls subscribers
 * and handlers; a subscriber that requests what is here already is told by the thread that
 * requests, as what is chained to a future that has ended is run by the thread that chains it. What
 * is chained to a future there must not block, for every connection of the loop would wait. To wait
 * on this thread for a future of its own connections would never end, and is an error. What user's
 * code throws is its future's, or is logged; the loop goes on.
 *
 * <p>For any thread.
 */
public final class EventLoop implements Executor, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int HELPERS = 4;

  /* What can't be done without waiting is done by threads of their own: looking up a host's name,
  and delivering a request to cancel. They go away when there is none. */
  private static final ThreadPoolExecutor HELPER = helper();

  private final Reactor reactor;
  private final Executor completions;
  private final Set<Line> lines = new HashSet<>(); // the reactor's
  private boolean closing; // the reactor's

  private EventLoop(Reactor reactor, Executor completions) {
    this.reactor = reactor;
    this.completions = completions;
  }

  /** Made when it is needed. */
  private static final class Shared {
    static final EventLoop LOOP = create();
  }

  /** The loop of connections that name none, which can't be closed. */
  public static EventLoop shared() {
    return Shared.LOOP;
  }

  /** A new loop whose thread also runs what waits for its futures. */
  public static EventLoop create() {
    return create(Runnable::run);
  }

  /**
   * A new loop that leaves to an executor what runs user's code: completing futures, making rows,
   * calling subscribers and handlers. Arguments are still written on the loop's own thread.
   */
  public static EventLoop create(Executor completions) {
    return new EventLoop(Reactor.start("psycopg4j-loop-" + COUNT.incrementAndGet()), completions);
  }

  private static ThreadPoolExecutor helper() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            HELPERS,
            HELPERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "psycopg4j-helper");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Has something done where waiting harms nobody. */
  static void aside(Runnable work) {
    HELPER.execute(work);
  }

  Reactor reactor() {
    return reactor;
  }

  /**
   * Has something done where this loop's futures are completed: on its thread, unless it was made
   * with an executor. What it throws is logged.
   *
   * @throws RejectedExecutionException if the loop is closed
   */
  @Override
  public void execute(Runnable work) {
    reactor.execute(() -> complete(work));
  }

  /** Runs user's code, here or where it is wanted. What it throws is logged. */
  void complete(Runnable work) {
    Runnable guarded = () -> run(work);
    try {
      completions.execute(guarded);
    } catch (RejectedExecutionException e) {
      LOGGER.log(Level.WARNING, "the executor of an event loop takes no work: it is done here", e);
      guarded.run();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, the loop goes on
  private static void run(Runnable work) {
    try {
      work.run();
    } catch (Throwable t) {
      LOGGER.log(Level.ERROR, "code that an event loop has called failed", t);
    }
  }

  /** Takes note of a connection. For the loop's thread. */
  void add(Line line) {
    if (closing) {
      line.lose(new InterfaceException("the event loop is closed"));
    } else {
      lines.add(line);
    }
  }

  /** Takes note that a connection is closed. For the loop's thread. */
  void remove(Line line) {
    lines.remove(line);
  }

  /** Whether the current thread is this loop's. */
  boolean isCurrentThread() {
    return reactor.isCurrentThread();
  }

  /**
   * Closes all of its connections, without waiting for what they are doing: calls that are under
   * way or wait for their turn end with InterfaceException. Returns when the thread has ended,
   * unless it is called on that thread. Closing again does nothing.
   */
  @Override
  public void close() {
    try {
      reactor.execute(this::closeLines);
      reactor.stop();
    } catch (RejectedExecutionException e) {
      return; // it is closed
    }
    if (!isCurrentThread()) {
      try {
        reactor.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeLines() {
    closing = true;
    List<Line> open = new ArrayList<>(lines);
    for (Line line : open) {
      line.lose(new InterfaceException("the event loop is closed"));
    }
  }
}
