// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One connection to a {@link FakeServer}, from the server's side. Only the thread that runs the
 * script uses it. Reading waits at most {@link #READ_TIMEOUT_MILLIS}.
 */
public final class Conversation {
  /** How long a read waits for the client before the script fails. */
  public static final int READ_TIMEOUT_MILLIS = 30_000;

  private static final int MAX_LENGTH = 1 << 30;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  Conversation(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /**
   * Reads the StartupMessage and returns its parameters in their order. Requests for encryption
   * that come first are answered with a no.
   */
  public Map<String, String> expectStartup() throws IOException {
    while (true) {
      ByteBuffer packet = ByteBuffer.wrap(readStartupPacket());
      int code = packet.getInt();
      if (code == ClientMessages.SSL_REQUEST || code == ClientMessages.GSSENC_REQUEST) {
        send(Bytes.utf8("N"));
      } else if (code >>> 16 == 3) {
        return parameters(packet);
      } else {
        throw new AssertionError("wanted a StartupMessage, got a packet of code " + code);
      }
    }
  }

  /** Reads a packet without a tag: the code and what follows it, without the length. */
  public byte[] readStartupPacket() throws IOException {
    return readBody();
  }

  /** Reads the next message, whatever it is. */
  public ClientMessage readMessage() throws IOException {
    char tag = (char) in.readUnsignedByte();
    return new ClientMessage(tag, readBody());
  }

  /** Reads as many bytes as these and demands that they are the same. */
  public void expect(byte[]... messages) throws IOException {
    byte[] wanted = Bytes.concat(messages);
    byte[] got = in.readNBytes(wanted.length);
    if (!Arrays.equals(wanted, got)) {
      throw new AssertionError(
          "the client's bytes are not as written, " + ByteDiff.of(wanted, got));
    }
  }

  /** Sends all of it in one write. */
  public void send(byte[]... messages) throws IOException {
    out.write(Bytes.concat(messages));
  }

  /** Sends byte by byte, each in a write of its own. */
  public void sendSlowly(byte[]... messages) throws IOException {
    for (byte b : Bytes.concat(messages)) {
      out.write(b);
    }
  }

  /** Sends the same again and again until the client goes away; returns how often it went out. */
  public long sendForever(byte[] message) {
    for (long times = 0; ; times++) {
      try {
        out.write(message);
      } catch (IOException clientIsGone) {
        return times;
      }
    }
  }

  /** Waits until the client closes its end; returns what it said until then. */
  public byte[] awaitClose() throws IOException {
    return in.readAllBytes();
  }

  /** Ends the connection in order. */
  public void close() throws IOException {
    socket.close();
  }

  /** Ends the connection by a TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private byte[] readBody() throws IOException {
    int length = in.readInt();
    if (length < 4 || length > MAX_LENGTH) {
      throw new AssertionError("the client sent a message of impossible length " + length);
    }
    byte[] body = in.readNBytes(length - 4);
    if (body.length < length - 4) {
      throw new EOFException("the client went away in the middle of a message");
    }
    return body;
  }

  private static Map<String, String> parameters(ByteBuffer packet) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name = string(packet); !name.isEmpty(); name = string(packet)) {
      parameters.put(name, string(packet));
    }
    return parameters;
  }

  private static String string(ByteBuffer in) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte b = in.get(); b != 0; b = in.get()) {
      text.write(b);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
