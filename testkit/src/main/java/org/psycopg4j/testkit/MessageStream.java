// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket that whole messages are read from and written to, by a thread for each direction. */
final class MessageStream implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** A message with its tag, if it has one, and its length, as it is sent. */
  static final class Message {
    private final char tag;
    private final byte[] bytes;

    Message(char tag, byte[] bytes) {
      this.tag = tag;
      this.bytes = bytes;
    }

    /** The tag; 0 if it has none, being a start-up packet. */
    char tag() {
      return tag;
    }

    byte[] bytes() {
      return bytes;
    }

    int int32(int at) {
      return (bytes[at] & 0xff) << 24
          | (bytes[at + 1] & 0xff) << 16
          | (bytes[at + 2] & 0xff) << 8
          | bytes[at + 3] & 0xff;
    }
  }

  MessageStream(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /** The next message; null at the end. */
  @Nullable Message read() throws IOException {
    int tag = in.read();
    if (tag < 0) {
      return null;
    }
    int length = in.readInt();
    byte[] bytes = new byte[1 + length];
    bytes[0] = (byte) tag;
    length(bytes, 1, length);
    in.readFully(bytes, 5, length - 4);
    return new Message((char) tag, bytes);
  }

  /** The next packet of a start, which has no tag. */
  Message readUntagged() throws IOException {
    int length = in.readInt();
    byte[] bytes = new byte[length];
    length(bytes, 0, length);
    in.readFully(bytes, 4, length - 4);
    return new Message('\0', bytes);
  }

  private static void length(byte[] bytes, int at, int length) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (length >>> 24 - 8 * i);
    }
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
