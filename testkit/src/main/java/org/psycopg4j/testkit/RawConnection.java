// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connection that speaks in whole messages and waits no longer than it is told. It is what the
 * test kit asks a server with, so as not to need the adapter that is tested.
 */
final class RawConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final long deadlineNanos;
  private ByteBuffer in = ByteBuffer.allocate(1 << 13).flip();

  private RawConnection(SocketChannel channel, Selector selector, long deadlineNanos) {
    this.channel = channel;
    this.selector = selector;
    this.deadlineNanos = deadlineNanos;
  }

  /** One message from the server: its tag, and a buffer over its body. */
  record Reply(char tag, ByteBuffer body) {
    String string() {
      int end = body.position();
      while (body.get(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - body.position()];
      body.get(text).get();
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  static RawConnection open(SocketAddress address, int timeoutSeconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    try {
      channel.connect(address);
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new RawConnection(channel, selector, deadline);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void send(byte[]... messages) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(Bytes.concat(messages));
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  Reply read() throws IOException {
    fill(5);
    char tag = (char) (in.get() & 0xff);
    int length = in.getInt() - 4;
    fill(length);
    ByteBuffer body = ByteBuffer.allocate(length);
    body.put(in.slice(in.position(), length)).flip();
    in.position(in.position() + length);
    return new Reply(tag, body);
  }

  @Override
  public void close() throws IOException {
    try {
      selector.close();
    } finally {
      channel.close();
    }
  }

  private void fill(int wanted) throws IOException {
    if (in.capacity() < wanted) {
      in = ByteBuffer.allocate(wanted).put(in).flip();
    }
    while (in.remaining() < wanted) {
      in.compact();
      int count = channel.read(in);
      in.flip();
      if (count < 0) {
        throw new EOFException("the server has closed the connection");
      } else if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
  }

  private void await(int operation) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("the server did not answer in time");
    }
    selector.keys().forEach(key -> key.interestOps(operation));
    selector.select(millis);
    selector.selectedKeys().clear();
  }
}
