// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Notify;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.session.Backoff;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.session.Heartbeat;

/**
 * A listener's work: it waits for notifications and hands them on, asks for signs of life, and
 * replaces a lost connection. {@link #run} is for the listener's thread, the rest for any.
 */
final class ListenerLoop implements Runnable {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Supplier<Connection> connector;
  private final ListenerOptions options;
  private final EventHub hub;

  /* Held to change channels on the server, so that a new connection listens to what the old one did;
  never while waiting for notifications, nor for a connection. */
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Set<String> channels = new LinkedHashSet<>();
  private Connection conn;
  private @Nullable Thread connecting;
  private volatile boolean closed;
  private volatile boolean ended;

  ListenerLoop(Supplier<Connection> connector, ListenerOptions options, EventHub hub) {
    this.connector = connector;
    this.options = options;
    this.hub = hub;
    this.conn = prepared(connector.get());
  }

  private static Connection prepared(Connection conn) {
    try {
      conn.autocommit(true);
      return conn;
    } catch (RuntimeException e) {
      conn.close();
      throw e;
    }
  }

  void listen(String... names) {
    change("LISTEN ", names);
  }

  void unlisten(String... names) {
    change("UNLISTEN ", names);
  }

  private void change(String command, String... names) {
    lock.lock();
    try {
      if (closed || ended) {
        throw new InterfaceException("listener already closed");
      }
      for (String name : names) {
        try {
          execute(conn, command + conn.quoteIdent(name));
        } catch (PsycopgException e) {
          if (conn.closed() == 0 || options.backoff() == null) {
            throw e;
          }
        }
        if (command.startsWith("UN")) {
          channels.remove(name);
        } else {
          channels.add(name);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static void execute(Connection conn, String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute(sql);
    }
  }

  Set<String> channels() {
    lock.lock();
    try {
      return new LinkedHashSet<>(channels);
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    return closed || ended;
  }

  void close() {
    Connection last;
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
      last = conn;
      if (connecting != null) {
        connecting.interrupt();
      }
    } finally {
      lock.unlock();
    }
    last.close();
  }

  @Override
  public void run() {
    PsycopgException reason = null;
    try {
      while (!closed) {
        PsycopgException lost = tell();
        Instant when = Instant.now();
        if (closed) {
          break;
        }
        tellTheLast();
        Backoff backoff = options.backoff();
        if (backoff == null) {
          reason = lost;
          break;
        }
        if (replace(backoff)) {
          hub.offer(new ListenerEvent.Gap(when, Instant.now(), lost));
        }
      }
    } catch (RuntimeException e) { // the connector's, or a mistake of ours
      reason = new OperationalException("the listener has failed: " + e, e);
      throw e;
    } finally {
      ended = true;
      current().close();
      hub.end(closed ? null : reason);
    }
  }

  private Connection current() {
    lock.lock();
    try {
      return conn;
    } finally {
      lock.unlock();
    }
  }

  /** Tells of notifications until the connection is lost; returns what by. */
  private PsycopgException tell() {
    Connection from = current();
    Duration interval = options.heartbeat();
    try {
      while (true) {
        Notify notify = from.waitNotify(interval == null ? FOREVER : interval);
        if (notify != null) {
          hub.offer(new ListenerEvent.Notified(notify));
        } else if (interval != null) {
          Heartbeat.beat(Dialogues.of(from), interval);
        }
      }
    } catch (PsycopgException lost) {
      from.close(); // it is no use any more, also if the thread was only interrupted
      return lost;
    }
  }

  /** What has come before the connection was lost. */
  private void tellTheLast() {
    for (Notify notify; (notify = current().notifies().poll()) != null; ) {
      hub.offer(new ListenerEvent.Notified(notify));
    }
  }

  /** Connects until that succeeds; false if the listener was closed meanwhile. */
  private boolean replace(Backoff backoff) {
    Thread.interrupted(); // whoever did that wanted no new connection to fail
    for (int attempt = 0; pause(backoff.nanos(attempt, ThreadLocalRandom.current())); attempt++) {
      Connection fresh;
      try {
        fresh = prepared(connector.get());
      } catch (PsycopgException e) {
        continue;
      } finally {
        endOfConnecting();
      }
      if (takeOver(fresh)) {
        return true;
      }
      fresh.close();
    }
    return false;
  }

  /** Waits before an attempt; false if the listener is closed. */
  private boolean pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
      connecting = closed ? null : Thread.currentThread();
    } catch (InterruptedException e) {
      connecting = closed ? null : Thread.currentThread(); // then without the pause
    } finally {
      lock.unlock();
    }
    return !closed;
  }

  private void endOfConnecting() {
    lock.lock();
    try {
      connecting = null;
      Thread.interrupted(); // by close(), which the flag says as well
    } finally {
      lock.unlock();
    }
  }

  /** Listens to all channels on a new connection; false if the server can't, or it is closed. */
  private boolean takeOver(Connection fresh) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      for (String name : channels) {
        execute(fresh, "LISTEN " + fresh.quoteIdent(name));
      }
      conn = fresh;
      return true;
    } catch (PsycopgException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
