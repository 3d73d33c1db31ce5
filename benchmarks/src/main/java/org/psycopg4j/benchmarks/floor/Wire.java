// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
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
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;
  private static final int FULL = 64 << 10;

  private final SocketChannel channel;
  private ByteBuffer out = ByteBuffer.allocate(FULL + (8 << 10));
  private int messageStart;

  private byte[] in = new byte[64 << 10];
  private ByteBuffer inView = ByteBuffer.wrap(in);
  private int end;
  private int body;
  private int next;

  private Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** Logs in, by SCRAM-SHA-256 if the server wants a password. */
  static Wire open(Target target, SaltedPasswords passwords) throws IOException {
    SocketChannel channel =
        target.unix()
            ? SocketChannel.open(UnixDomainSocketAddress.of(target.socket()))
            : SocketChannel.open(new InetSocketAddress(target.host(), target.port()));
    Wire wire = new Wire(channel);
    try {
      if (!target.unix()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      wire.logIn(target, passwords);
      return wire;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void logIn(Target target, SaltedPasswords passwords) throws IOException {
    messageStart = out.position();
    int32(0).int32(PROTOCOL_3_0);
    string("user").string(target.user()).string("database").string(target.database());
    string("client_encoding").string("UTF8").string("TimeZone").string("UTC").int8(0).end();
    flush();
    Scram scram = new Scram(String.valueOf(target.password()), passwords);
    for (byte tag; (tag = next()) != 'Z'; ) {
      if (tag == 'E') {
        throw error();
      } else if (tag == 'R') {
        authenticate(Ints.int32(in, body), scram);
      }
    }
  }

  private void authenticate(int request, Scram scram) throws IOException {
    String data = new String(in, body + 4, next - body - 4, StandardCharsets.UTF_8);
    switch (request) {
      case 0 -> {}
      case SASL -> {
        byte[] first = scram.first().getBytes(StandardCharsets.UTF_8);
        begin('p').string(Scram.MECHANISM).int32(first.length).bytes(first).end();
        flush();
      }
      case SASL_CONTINUE -> {
        begin('p').bytes(scram.last(data).getBytes(StandardCharsets.UTF_8)).end();
        flush();
      }
      case SASL_FINAL -> scram.verify(data);
      default -> throw new IOException("the floor knows no authentication of kind " + request);
    }
  }

  Wire begin(char tag) {
    int8(tag);
    messageStart = out.position();
    return int32(0);
  }

  Wire int8(int value) {
    room(1);
    out.put((byte) value);
    return this;
  }

  Wire int16(int value) {
    room(2);
    out.putShort((short) value);
    return this;
  }

  Wire int32(int value) {
    room(4);
    out.putInt(value);
    return this;
  }

  Wire int64(long value) {
    room(8);
    out.putLong(value);
    return this;
  }

  Wire bytes(byte[] value) {
    return bytes(value, value.length);
  }

  Wire bytes(byte[] value, int length) {
    room(length);
    out.put(value, 0, length);
    return this;
  }

  private void room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
      out = ByteBuffer.allocate(capacity).put(out.flip());
    }
  }

  /** Whether it is time to send. */
  boolean full() {
    return out.position() >= FULL;
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

  /** How long the message's body is. */
  int length() {
    return next - body;
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
