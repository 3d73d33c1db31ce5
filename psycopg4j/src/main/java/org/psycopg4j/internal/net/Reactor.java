// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.psycopg4j.internal.engine.PollState;

/**
 * One thread with one Selector, which does what it is given to do and says which sockets are ready.
 *
 * <p>{@link #execute} is for any thread; the rest, where it doesn't say otherwise, is for the
 * reactor's own. What its tasks throw is logged, and nobody else notices.
 */
public final class Reactor {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private static final int MOST_TASKS = 1024; // before sockets have their turn

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::sinceStart));
  private final long started = System.nanoTime();
  /* Whether the thread will look at the tasks before it sleeps: then nobody has to wake it. It is
  made false before the last look, so who adds a task after that look sees that it is. */
  private final AtomicBoolean awake = new AtomicBoolean(true);
  private volatile boolean stopped;

  private Reactor(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts a reactor's thread, a daemon of that name. */
  public static Reactor start(String name) {
    Reactor reactor = new Reactor(name);
    reactor.thread.start();
    return reactor;
  }

  /** What is to be done at a moment, unless it is canceled before. */
  public static final class Timer {
    private final long sinceStart; // in nanoseconds: unlike nanoTime itself, it can be compared
    private final Runnable task;
    private boolean canceled;

    private Timer(long sinceStart, Runnable task) {
      this.sinceStart = sinceStart;
      this.task = task;
    }

    private long sinceStart() {
      return sinceStart;
    }

    public void cancel() {
      canceled = true;
    }
  }

  /** A socket that is watched. */
  public static final class Watch {
    private final SelectionKey key;

    private Watch(SelectionKey key) {
      this.key = key;
    }

    /** Whether it is this socket that is watched, and it is open. */
    public boolean isOf(SelectableChannel channel) {
      return key.isValid() && key.channel().equals(channel);
    }

    /** Says what to wait for; OK is nothing. A socket that is not connected waits for that. */
    public void waitFor(PollState state) {
      int operations = Session.operations(state);
      if (state == PollState.WRITE
          && key.channel() instanceof SocketChannel socket
          && socket.isConnectionPending()) {
        operations = SelectionKey.OP_CONNECT;
      }
      if (key.isValid() && key.interestOps() != operations) {
        key.interestOps(operations);
      }
    }

    /** Watches it no longer. */
    public void end() {
      key.cancel();
    }
  }

  /** Whether the current thread is the reactor's. For any thread. */
  public boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /**
   * Has something done by the reactor's thread, after what it was given before. For any thread.
   *
   * @throws RejectedExecutionException if the reactor has been stopped
   */
  public void execute(Runnable task) {
    if (stopped) {
      throw new RejectedExecutionException("the event loop is closed");
    }
    tasks.add(task);
    if (stopped && tasks.remove(task)) { // nobody is going to do it
      throw new RejectedExecutionException("the event loop is closed");
    }
    if (!awake.getAndSet(true)) {
      selector.wakeup();
    }
  }

  /** Has something done so many milliseconds from now. */
  public Timer after(long millis, Runnable task) {
    Timer timer = new Timer(now() + millis * 1_000_000, task);
    timers.add(timer);
    return timer;
  }

  /**
   * Watches a socket, for nothing at first. Not for what is called because a socket is ready.
   *
   * @param ready called whenever it is ready for what it is watched for
   * @throws IOException if it is closed
   */
  public Watch watch(SelectableChannel channel, Runnable ready) throws IOException {
    SelectionKey before = channel.keyFor(selector);
    if (before != null && !before.isValid()) {
      selector.selectNow(); // only then is it forgotten that it was watched before
    }
    return new Watch(channel.register(selector, 0, ready));
  }

  /** Does what there is to do, then ends. Sockets stay as they are. For any thread. */
  public void stop() {
    execute(() -> stopped = true);
  }

  /** Waits until the thread has ended. For any other thread. */
  public void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    try (selector) {
      while (!stopped) {
        runTasks();
        runTimers();
        select();
      }
      for (Runnable task; (task = tasks.poll()) != null; ) {
        run(task);
      }
    } catch (IOException e) {
      stopped = true;
      LOGGER.log(Level.ERROR, "an event loop has failed", e);
    }
  }

  private void runTasks() {
    int left = MOST_TASKS;
    for (Runnable task; left-- > 0 && (task = tasks.poll()) != null; ) {
      run(task);
    }
  }

  private void runTimers() {
    long now = now();
    for (Timer first; (first = timers.peek()) != null; ) {
      if (!first.canceled && first.sinceStart > now) {
        return;
      }
      timers.remove();
      if (!first.canceled) {
        run(first.task);
      }
    }
  }

  private void select() throws IOException {
    awake.set(false);
    if (!tasks.isEmpty() || stopped) {
      selector.selectNow();
    } else {
      selector.select(millisToFirstTimer());
    }
    awake.set(true);
    if (!selector.selectedKeys().isEmpty()) {
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isValid() && key.attachment() instanceof Runnable task) {
          run(task);
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private long now() {
    return System.nanoTime() - started;
  }

  private long millisToFirstTimer() {
    Timer first = timers.peek();
    return first == null ? 0 : Math.max(1, (first.sinceStart - now() + 999_999) / 1_000_000);
  }

  @SuppressWarnings("CatchingUnchecked") // an Error in one connection's code is not the others'
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      LOGGER.log(Level.ERROR, "a task of the event loop failed", t);
    }
    Thread.interrupted(); // by user's code that a task called: a Selector would wait no more
  }
}
