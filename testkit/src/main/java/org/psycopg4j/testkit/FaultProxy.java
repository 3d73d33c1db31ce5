// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on 127.0.0.1 that breaks connections on demand: it cuts, resets, freezes or delays
 * them, each direction by itself. It reads no more than it can pass on, so a slow reader slows down
 * the writer as it does without a proxy. Any thread may call its methods.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
 *   proxy.fromServer().cutAfter(100);
 *   … connect to proxy.port() …
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int CONNECT_MILLIS = 10_000;

  private final ServerSocket listener;
  private volatile InetSocketAddress target;
  private final FaultyDirection fromClient = new FaultyDirection();
  private final FaultyDirection fromServer = new FaultyDirection();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  private FaultProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Starts a proxy in front of a server. */
  public static FaultProxy to(String host, int port) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
      FaultProxy proxy = new FaultProxy(listener, address(host, port));
      Thread acceptor = new Thread(proxy::accept, "fault proxy " + listener.getLocalPort());
      acceptor.setDaemon(true);
      acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Passes connections on to another server from now on, as an address that moves in a failover
   * does. Those that are open stay where they are.
   */
  public void moveTo(String host, int port) {
    try {
      target = address(host, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address(String host, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** What clients say to the server. */
  public FaultyDirection fromClient() {
    return fromClient;
  }

  /** What the server says to clients. */
  public FaultyDirection fromServer() {
    return fromServer;
  }

  /** How many connections there have been. */
  public int connections() {
    return accepted.get();
  }

  /** Ends all connections in order, now. */
  public void cut() {
    connections.forEach(ProxiedConnection::cut);
  }

  /** Resets all connections, on both sides, now. */
  public void reset() {
    connections.forEach(ProxiedConnection::reset);
  }

  /** Ends all connections and listens no longer. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
      fromClient.close();
      fromServer.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        open(listener.accept());
      } catch (IOException e) {
        // The proxy is closed, or the server refused: then the client finds itself cut off.
      }
    }
  }

  private void open(Socket client) throws IOException {
    accepted.incrementAndGet();
    Socket server = new Socket();
    try {
      server.connect(target, CONNECT_MILLIS);
      ProxiedConnection connection = new ProxiedConnection(client, server, connections::remove);
      connections.add(connection);
      connection.start(fromClient, fromServer);
      if (listener.isClosed()) {
        connection.cut(); // it came while the others were being cut
      }
    } catch (IOException e) {
      client.close();
      server.close();
      throw e;
    }
  }
}
