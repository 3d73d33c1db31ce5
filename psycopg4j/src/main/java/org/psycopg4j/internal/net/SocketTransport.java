// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import jdk.net.ExtendedSocketOptions;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.Keepalives;

/** The plain way to the server: a non-blocking socket, TCP or Unix-domain. */
final class SocketTransport implements Transport {
  private final SocketChannel channel;

  private SocketTransport(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins to connect to an address; {@link #finishConnect} says when that is done.
   *
   * @throws IOException if there is no way
   */
  static SocketTransport open(ServerAddress address, Keepalives keepalives) throws IOException {
    boolean tcp = address.socket() instanceof InetSocketAddress;
    SocketChannel channel =
        tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (tcp) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        keepAlive(channel, keepalives);
      }
      channel.connect(address.socket());
      return new SocketTransport(channel);
    } catch (UnsupportedAddressTypeException | UnsupportedOperationException e) {
      channel.close();
      throw new IOException("this JVM cannot connect to addresses of this kind", e);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static void keepAlive(SocketChannel channel, Keepalives wanted) throws IOException {
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, wanted.wanted());
    if (wanted.wanted()) {
      set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, wanted.idleSeconds());
      set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, wanted.intervalSeconds());
      set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, wanted.count());
    }
  }

  /** Sets an option where the platform has it, unless it is to be the system's own. */
  private static void set(SocketChannel channel, SocketOption<Integer> option, int value)
      throws IOException {
    if (value > 0 && channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }

  /**
   * Raises an error if a server on a Unix-domain socket runs as another user.
   *
   * @throws OperationalException if it does
   */
  void requirePeer(String user) throws IOException {
    if (channel.getRemoteAddress() instanceof UnixDomainSocketAddress) {
      String actual = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      if (!actual.equals(user)) {
        throw new OperationalException(
            "requirepeer specifies \"%s\", but actual peer user name is \"%s\""
                .formatted(user, actual));
      }
    }
  }

  /** Whether the connection is there. */
  boolean finishConnect() throws IOException {
    return channel.finishConnect();
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    return channel.read(dst);
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    return channel.write(src);
  }

  @Override
  public boolean hasMore() {
    return false;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The socket is gone either way, and nobody could do anything about it.
    }
  }
}
