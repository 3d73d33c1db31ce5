// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * The way to the server: a non-blocking socket, TCP or Unix-domain.
 *
 * <p>It never blocks; {@link SelectWait} does the waiting. Used by one thread at a time; {@link
 * #close} by any.
 */
final class Transport implements AutoCloseable {
  private final SocketChannel channel;

  private Transport(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins to connect to an address; {@link #finishConnect} says when that is done.
   *
   * @throws IOException if there is no way
   */
  static Transport open(ServerAddress address, boolean keepalives) throws IOException {
    boolean tcp = address.socket() instanceof InetSocketAddress;
    SocketChannel channel =
        tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (tcp) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepalives);
      }
      channel.connect(address.socket());
      return new Transport(channel);
    } catch (UnsupportedAddressTypeException | UnsupportedOperationException e) {
      channel.close();
      throw new IOException("this JVM cannot connect to addresses of this kind", e);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** Whether the connection is there. */
  boolean finishConnect() throws IOException {
    return channel.finishConnect();
  }

  /** Reads what is there: the number of bytes, 0 if there are none yet, -1 at the stream's end. */
  int read(ByteBuffer dst) throws IOException {
    return channel.read(dst);
  }

  /** Writes what the socket takes: the number of bytes, perhaps 0. */
  int write(ByteBuffer src) throws IOException {
    return channel.write(src);
  }

  SocketChannel channel() {
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
