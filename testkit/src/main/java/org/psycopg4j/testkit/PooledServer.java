// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session of a {@link TransactionPooler} with the server, which its clients have in turn. */
final class PooledServer implements AutoCloseable {
  private final MessageStream stream;
  private final List<byte[]> parameters = new ArrayList<>(); // ParameterStatus, as at the start
  private byte[] key = {}; // BackendKeyData
  private volatile @Nullable PooledClient client;

  private PooledServer(MessageStream stream) {
    this.stream = stream;
  }

  /** Opens a session that no password is asked for. */
  static PooledServer open(PostgresServer server) throws IOException {
    PooledServer opened =
        new PooledServer(new MessageStream(new Socket(server.host(), server.port())));
    opened.start(server.user(), server.database());
    Thread thread = new Thread(opened::pump, "transaction pooler, from server");
    thread.setDaemon(true);
    thread.start();
    return opened;
  }

  private void start(String user, String database) throws IOException {
    stream.write(
        ClientMessages.startup(
            Map.of("user", user, "database", database, "client_encoding", "UTF8")));
    for (MessageStream.Message message = stream.read(); ; message = stream.read()) {
      if (message == null) {
        throw new IOException("the server has closed the connection");
      }
      switch (message.tag()) {
        case 'R' -> {
          if (message.int32(5) != 0) {
            throw new IOException("the server wants a password");
          }
        }
        case 'S' -> parameters.add(message.bytes());
        case 'K' -> key = message.bytes();
        case 'Z' -> {
          return;
        }
        default -> throw new IOException("unexpected at the start: " + message.tag());
      }
    }
  }

  List<byte[]> parameters() {
    return parameters;
  }

  byte[] key() {
    return key;
  }

  /** Passes on what the server says to this client from now on; null: to nobody. */
  void serve(@Nullable PooledClient next) {
    client = next;
  }

  void write(byte[] message) throws IOException {
    stream.write(message);
  }

  private void pump() {
    try (stream) {
      for (MessageStream.Message message = stream.read();
          message != null;
          message = stream.read()) {
        PooledClient served = client;
        if (served != null) {
          served.answered(message);
        }
      }
    } catch (IOException e) {
      // The pooler is closed, or the client went away in the midst of a transaction.
    } finally {
      PooledClient served = client;
      if (served != null) {
        served.close();
      }
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
