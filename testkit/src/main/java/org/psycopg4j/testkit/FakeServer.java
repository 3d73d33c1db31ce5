// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server on 127.0.0.1 that says what a script tells it to, right or wrong. Every connection runs
 * the script once, on a thread of its own. What fails in a script is kept and thrown by {@link
 * #assertNoFailures} and {@link #close}. Any thread may call its methods.
 *
 * <pre>{@code
 * try (FakeServer server = FakeServer.start(c -> {
 *   c.expectStartup();
 *   c.send(authenticationOk(), readyForQuery('I'));
 *   c.expect(query("select 1"));
 *   c.reset();
 * })) { … connect to server.port() … }
 * }</pre>
 */
public final class FakeServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int JOIN_MILLIS = 10_000;

  private final ServerSocket listener;
  private final Script script;
  private final Map<Thread, Socket> running = new ConcurrentHashMap<>();
  private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Thread acceptor;
  private volatile boolean closed;

  /** What the server does with one connection. */
  @FunctionalInterface
  public interface Script {
    void run(Conversation conversation) throws Exception;
  }

  private FakeServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    acceptor = new Thread(this::accept, "fake server " + listener.getLocalPort());
    acceptor.setDaemon(true);
  }

  /** Starts listening on a free port. */
  public static FakeServer start(Script script) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
      FakeServer server = new FakeServer(listener, script);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How to connect: {@code host=… port=… user=… dbname=… sslmode=disable}. */
  public String dsn() {
    return "host=%s port=%d user=postgres dbname=postgres sslmode=disable"
        .formatted(host(), port());
  }

  /** Throws the first failure of a script, with the others suppressed in it. */
  public void assertNoFailures() {
    AssertionError error = null;
    for (Throwable failure : failures) {
      if (error == null) {
        error = new AssertionError("the fake server's script failed: " + failure, failure);
      } else {
        error.addSuppressed(failure);
      }
    }
    if (error != null) {
      throw error;
    }
  }

  /**
   * Stops listening, lets the scripts whose client is gone come to their end, and throws what
   * failed in any of them. A script that is still waiting after 10 seconds is a failure.
   */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
      join(acceptor, deadline);
      for (Map.Entry<Thread, Socket> connection : running.entrySet()) {
        if (!join(connection.getKey(), deadline)) {
          failures.add(new AssertionError("a script is still running when the server closes"));
          connection.getValue().close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertNoFailures();
  }

  private static boolean join(Thread thread, long deadlineNanos) {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      thread.join(Math.max(1, left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> converse(socket), "fake server conversation");
        thread.setDaemon(true);
        running.put(thread, socket);
        thread.start();
      } catch (IOException e) {
        if (!closed) {
          failures.add(e);
        }
        return;
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a script throws is the test's to see
  private void converse(Socket socket) {
    try (socket) {
      script.run(new Conversation(socket));
    } catch (Exception | AssertionError e) {
      failures.add(e);
    } finally {
      running.remove(Thread.currentThread());
    }
  }
}
