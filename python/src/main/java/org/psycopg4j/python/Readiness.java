// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A socket of Python's own that becomes readable when a connection does: for a Python whose
 * descriptors are not the operating system's, and whose {@code select} knows its own sockets only.
 *
 * <p>Python connects to {@link #port}, on this machine, and says {@link #token}. From then on it
 * gets a byte once there is something to read, and no other one until it has called {@link #rearm}.
 * For any thread.
 */
public final class Readiness {
  private static final int TOKEN_BYTES = 16;

  private final SelectableChannel watched;
  private final ServerSocketChannel door;
  private final byte[] token = new byte[TOKEN_BYTES];

  private Readiness(SelectableChannel watched, ServerSocketChannel door) {
    this.watched = watched;
    this.door = door;
    new SecureRandom().nextBytes(token);
  }

  /** Of a channel. */
  static Readiness of(SelectableChannel watched) {
    try {
      ServerSocketChannel door = ServerSocketChannel.open();
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      return new Readiness(watched, door);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  public int port() {
    return door.socket().getLocalPort();
  }

  /** What Python has to send first, so that nobody else on this machine is taken for it. */
  public String token() {
    return Bytes.crossing(token);
  }

  /** Waits until Python is there, and begins to watch. */
  public void begin() {
    try (door) {
      while (true) {
        SocketChannel python = door.accept();
        if (isPython(python)) {
          python.configureBlocking(false);
          Watcher.ALL.watch(new Watch(watched, python));
          return;
        }
        python.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isPython(SocketChannel caller) throws IOException {
    ByteBuffer said = ByteBuffer.allocate(TOKEN_BYTES);
    while (said.hasRemaining() && caller.read(said) >= 0) {
      // a few bytes, which may come one by one
    }
    return MessageDigest.isEqual(said.array(), token);
  }

  /** Has it say again when there is something to read. */
  public void rearm() {
    Watcher.ALL.rearm(watched);
  }

  private record Watch(SelectableChannel watched, SocketChannel python) {}

  /** The thread that watches all of them. */
  private static final class Watcher extends Thread {
    static final Watcher ALL = new Watcher();

    private final Selector selector;
    private final Queue<Watch> begun = new ConcurrentLinkedQueue<>();

    Watcher() {
      super("psycopg2-readiness");
      setDaemon(true);
      try {
        selector = Selector.open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      start();
    }

    void watch(Watch watch) {
      begun.add(watch);
      selector.wakeup();
    }

    void rearm(SelectableChannel watched) {
      SelectionKey key = watched.keyFor(selector);
      try {
        if (key != null && key.interestOps() == 0) {
          key.interestOps(SelectionKey.OP_READ);
          selector.wakeup();
        }
      } catch (CancelledKeyException e) {
        // It was closed: the watcher has told so.
      }
    }

    @Override
    public void run() {
      while (true) {
        try {
          selector.select(this::tell);
          for (Watch watch; (watch = begun.poll()) != null; ) {
            begin(watch);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private void begin(Watch watch) {
      try {
        watch.watched().register(selector, SelectionKey.OP_READ, watch.python());
      } catch (ClosedChannelException e) {
        close(watch.python());
      }
    }

    private void tell(SelectionKey key) {
      SocketChannel python = (SocketChannel) key.attachment();
      try {
        key.interestOps(0);
        python.write(ByteBuffer.wrap(new byte[] {1}));
      } catch (IOException | CancelledKeyException e) {
        key.cancel();
        close(python);
      }
    }

    private static void close(SocketChannel python) {
      try {
        python.close();
      } catch (IOException e) {
        // Nobody reads from it any more.
      }
    }
  }
}
