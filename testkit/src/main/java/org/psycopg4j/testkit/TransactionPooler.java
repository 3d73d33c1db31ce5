// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pooler on 127.0.0.1 that gives a client a session with the server for a transaction only, as
 * PgBouncer does in transaction mode: many clients share a few sessions. The one that was free for
 * longest is taken, so that a client hardly has the same one twice in a row. It knows nothing of
 * prepared statements, follows no settings and passes no cancel requests on. Any thread may call
 * its methods.
 *
 * <pre>{@code
 * try (TransactionPooler pooler = TransactionPooler.to(server, 2)) {
 *   … connect to pooler.host() and pooler.port() …
 * }
 * }</pre>
 */
public final class TransactionPooler implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final PostgresServer server;
  private final boolean ownKeys;
  private final ServerSocket listener;
  private final LinkedBlockingQueue<PooledServer> free = new LinkedBlockingQueue<>();
  private final Set<PooledServer> servers = ConcurrentHashMap.newKeySet();
  private final Set<PooledClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger transactions = new AtomicInteger();

  private TransactionPooler(PostgresServer server, int sessions, boolean ownKeys)
      throws IOException {
    this.server = server;
    this.ownKeys = ownKeys;
    listener = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
    for (int i = 0; i < sessions; i++) {
      open();
    }
  }

  /** Starts a pooler with so many sessions, which tells its clients keys of its own. */
  public static TransactionPooler to(PostgresServer server, int sessions) {
    return start(server, sessions, true);
  }

  /** The same, but it tells a client the key of one of the sessions, as if it would keep that. */
  public static TransactionPooler inDisguise(PostgresServer server, int sessions) {
    return start(server, sessions, false);
  }

  private static TransactionPooler start(PostgresServer server, int sessions, boolean ownKeys) {
    try {
      TransactionPooler pooler = new TransactionPooler(server, sessions, ownKeys);
      thread(pooler::accept, "transaction pooler");
      return pooler;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many transactions it has given a session to. */
  public int transactions() {
    return transactions.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        PooledClient client = new PooledClient(this, new MessageStream(listener.accept()));
        clients.add(client);
        thread(
            () -> {
              client.run();
              clients.remove(client);
            },
            "transaction pooler, from client");
      } catch (IOException e) {
        // The pooler is closed.
      }
    }
  }

  private void open() throws IOException {
    PooledServer opened = PooledServer.open(server);
    servers.add(opened);
    free.add(opened);
  }

  /** Waits for a session that is free. */
  PooledServer borrow() throws InterruptedException {
    PooledServer next = free.take();
    transactions.incrementAndGet();
    return next;
  }

  void giveBack(PooledServer session) {
    free.add(session);
  }

  /** Opens a session in place of one that has ended. */
  void replace() {
    try {
      if (!listener.isClosed()) {
        open();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The BackendKeyData that a client is told. */
  byte[] key(PooledServer session) {
    return ownKeys
        ? ServerMessages.backendKeyData(900_000_000 + keys.incrementAndGet(), 7)
        : session.key();
  }

  /** Ends all connections and listens no longer. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clients.forEach(PooledClient::close);
      servers.forEach(PooledServer::close);
    }
  }
}
