// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.psycopg4j.benchmarks.Target;

/**
 * Stands in front of a server and knows its answers: what a connection asks for the first time is
 * asked of the server, and when the same bytes come again, up to a Sync or as a Query, the answer
 * is played back from memory.
 *
 * <p>So a driver's own speed shows, without the backend's. For statements that only read. It serves
 * each connection by a thread of its own.
 */
public final class ReplayServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final Target target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ReplayServer(Target target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Starts one on a free port of this machine. */
  public static ReplayServer start(Target target) throws IOException {
    ReplayServer server =
        new ReplayServer(target, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    daemon(server::accept, "replay");
    return server;
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        daemon(() -> serve(client), "replay-connection");
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket()) {
      server.connect(new InetSocketAddress(target.host(), target.port()));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      new Replay(client, server).run();
    } catch (IOException e) {
      if (!listener.isClosed()) {
        System.err.println("replay server: " + e.getMessage());
      }
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
