// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.psycopg4j.benchmarks.Target;

/**
 * A blocking socket, a buffer of bytes to send and one of bytes that came: the least that speaks
 * the protocol (manual: "Message Formats").
 *
 * <p>{@link #next} moves to the next message; {@link #body} then says where it lies in {@link
 * #buf}, until the next call.
 */
final class Wire implements AutoCloseable {
  private static final int PROTOCOL_3_0 = 3 << 16;

  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocate(8 << 10);
  private int messageStart;

  private byte[] in = new byte[64 << 10];
  private ByteBuffer inView = ByteBuffer.wrap(in);
  private int end;
  private int body;
  private int next;

  private Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** Logs in to a server that asks for no password. */
  static Wire open(Target target) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(target.host(), target.port()));
    Wire wire = new Wire(channel);
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      wire.logIn(target);
      return wire;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void logIn(Target target) throws IOException {
    messageStart = out.position();
    int32(0).int32(PROTOCOL_3_0);
    string("user").string(target.user()).string("database").string(target.database());
    string("client_encoding").string("UTF8").string("TimeZone").string("UTC").int8(0).end();
    flush();
    for (byte tag; (tag = next()) != 'Z'; ) {
      if (tag == 'E') {
        throw error();
      } else if (tag == 'R' && Ints.int32(in, body) != 0) {
        throw new IOException("the floor logs in without a password only");
      }
    }
  }

  Wire begin(char tag) {
    int8(tag);
    messageStart = out.position();
    return int32(0);
  }

  Wire int8(int value) {
    out.put((byte) value);
    return this;
  }

  Wire int16(int value) {
    out.putShort((short) value);
    return this;
  }

  Wire int32(int value) {
    out.putInt(value);
    return this;
  }

  Wire bytes(byte[] value) {
    out.put(value);
    return this;
  }

  /** A string and the zero byte that ends it. */
  Wire string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8)).int8(0);
  }

  void end() {
    out.putInt(messageStart, out.position() - messageStart);
  }

  /** Sends what was written. */
  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  /** Moves to the next message, waiting until all of it is there; returns its type. */
  byte next() throws IOException {
    while (end - next < 5 || end - next < 1 + Ints.int32(in, next + 1)) {
      fill();
    }
    byte tag = in[next];
    body = next + 5;
    next += 1 + Ints.int32(in, next + 1);
    return tag;
  }

  byte[] buf() {
    return in;
  }

  int body() {
    return body;
  }

  /** The message's error, if it is an ErrorResponse. */
  IOException error() {
    return new IOException(
        new String(in, body, next - body, StandardCharsets.UTF_8).replace('\0', ' '));
  }

  private void fill() throws IOException {
    if (next == end) {
      next = 0;
      end = 0;
    } else if (end == in.length) {
      if (next == 0) {
        in = Arrays.copyOf(in, in.length * 2);
        inView = ByteBuffer.wrap(in);
      } else {
        System.arraycopy(in, next, in, 0, end - next);
      }
      end -= next;
      next = 0;
    }
    int count = channel.read(inView.limit(in.length).position(end));
    if (count < 0) {
      throw new EOFException("the server has closed the connection");
    }
    end += count;
  }

  @Override
  public void close() throws IOException {
    begin('X').end();
    try (channel) {
      flush();
    }
  }
}
