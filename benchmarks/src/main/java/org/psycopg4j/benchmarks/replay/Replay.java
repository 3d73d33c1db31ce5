// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** One connection through the replay server (manual: "Message Formats"). */
final class Replay {
  private static final int BUFFER = 64 << 10;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSSENC_REQUEST = 80877104;

  /** A longer answer displaces the last long one: there is one scan, asked in several ways. */
  private static final int LONG = 256 << 10;

  private final DataInputStream fromClient;
  private final OutputStream toClient;
  private final DataInputStream fromServer;
  private final DataOutputStream toServer;

  private final Map<ByteBuffer, byte[]> shortAnswers = new HashMap<>();
  private ByteBuffer longRequest = ByteBuffer.allocate(0);
  private byte[] longAnswer = {};

  Replay(Socket client, Socket server) throws IOException {
    fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
    toClient = client.getOutputStream();
    fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream(), BUFFER));
    toServer = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER));
  }

  /** Serves the client until it leaves. */
  void run() throws IOException {
    try {
      toClient.write(ask(startup()));
      while (true) {
        toClient.write(answer(request()));
      }
    } catch (EOFException e) {
      // The client has left: so does the connection to the server, which the caller closes.
    }
  }

  /** The start-up message; encryption, if it is asked for first, is refused. */
  private byte[] startup() throws IOException {
    while (true) {
      int length = fromClient.readInt();
      byte[] body = fromClient.readNBytes(length - 4);
      int code = ByteBuffer.wrap(body).getInt();
      if (code != SSL_REQUEST && code != GSSENC_REQUEST) {
        return ByteBuffer.allocate(length).putInt(length).put(body).array();
      }
      toClient.write('N');
    }
  }

  /** The client's messages up to the one that ReadyForQuery answers. */
  private byte[] request() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream copy = new DataOutputStream(bytes);
    while (true) {
      byte tag = message(fromClient, copy);
      switch (tag) {
        case 'S', 'Q' -> {
          return bytes.toByteArray();
        }
        case 'X' -> throw new EOFException();
        case 'H', 'd', 'c', 'f', 'F' ->
            throw new IOException("message %c cannot be replayed".formatted(tag));
        default -> {}
      }
    }
  }

  private byte[] answer(byte[] bytes) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(bytes);
    if (request.equals(longRequest)) {
      return longAnswer;
    }
    byte[] known = shortAnswers.get(request);
    if (known != null) {
      return known;
    }
    byte[] answer = ask(bytes);
    if (answer.length < LONG) {
      shortAnswers.put(request, answer);
    } else {
      longRequest = request;
      longAnswer = answer;
    }
    return answer;
  }

  /** Has the server answer. */
  private byte[] ask(byte[] request) throws IOException {
    toServer.write(request);
    toServer.flush();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream copy = new DataOutputStream(bytes);
    byte tag;
    do {
      try {
        tag = message(fromServer, copy);
      } catch (EOFException e) { // which would mean that the client has left
        throw new IOException("the server has hung up", e);
      }
    } while (tag != 'Z');
    return bytes.toByteArray();
  }

  /** Copies a message; returns its type. */
  private static byte message(DataInputStream from, DataOutputStream to) throws IOException {
    byte tag = from.readByte();
    int length = from.readInt();
    to.writeByte(tag);
    to.writeInt(length);
    to.write(from.readNBytes(length - 4));
    return tag;
  }
}
