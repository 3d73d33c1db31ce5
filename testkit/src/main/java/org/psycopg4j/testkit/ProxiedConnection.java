// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client and its server, with a thread for what each of them says. */
final class ProxiedConnection {
  private static final int BUFFER = 1 << 13;

  private final Socket client;
  private final Socket server;
  private final Consumer<ProxiedConnection> whenOver;
  private final AtomicInteger open = new AtomicInteger(2);

  ProxiedConnection(Socket client, Socket server, Consumer<ProxiedConnection> whenOver)
      throws IOException {
    this.client = client;
    this.server = server;
    this.whenOver = whenOver;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start(FaultyDirection fromClient, FaultyDirection fromServer) {
    start("from client", client, server, fromClient);
    start("from server", server, client, fromServer);
  }

  /** Ends it in order: when this returns, both sides have been told. */
  void cut() {
    try {
      // A close alone tells them only when the thread that reads has let go of the socket.
      client.shutdownOutput();
      server.shutdownOutput();
    } catch (IOException e) {
      // One of them is closed already.
    }
    close();
  }

  void reset() {
    try {
      client.setSoLinger(true, 0);
      server.setSoLinger(true, 0);
    } catch (IOException e) {
      // One of them is closed already, and cannot be reset.
    }
    close();
  }

  private void close() {
    try (client;
        server) {
      whenOver.accept(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String name, Socket from, Socket to, FaultyDirection direction) {
    Thread thread = new Thread(() -> pump(from, to, direction), "fault proxy, " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void pump(Socket from, Socket to, FaultyDirection direction) {
    byte[] buf = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buf); length >= 0; length = in.read(buf)) {
        direction.count(length);
        for (int done = 0; done < length; ) {
          int passed = direction.pass(length - done, this);
          out.write(buf, done, passed);
          done += passed;
        }
      }
      to.shutdownOutput();
      if (open.decrementAndGet() == 0) {
        cut();
      }
    } catch (IOException e) {
      reset(); // one side broke, so the other one breaks
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
    }
  }
}
