// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.IntervalStyle;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.testkit.ClientMessages;
import org.psycopg4j.testkit.PostgresServer;

/** What a server makes of a literal and of a value that is bound by its form. */
final class ServerSide implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private Quoting quoting;

  /** What came of a statement: its columns' names and types, one row of texts, or an error. */
  record Outcome(
      List<String> names,
      List<Integer> types,
      List<@Nullable String> row,
      List<Integer> parameters,
      @Nullable String error) {}

  ServerSide(PostgresServer server) throws IOException {
    socket = new Socket(server.host(), server.port());
    in = new DataInputStream(socket.getInputStream());
    send(
        ClientMessages.startup(
            Map.of(
                "user", server.user(), "database", server.database(), "client_encoding", "UTF8")));
    answer();
    quoting = Quoting.connected(StandardCharsets.UTF_8, true, server.version() * 10_000);
  }

  Quoting quoting() {
    return quoting;
  }

  void intervalStyle(IntervalStyle style) throws IOException {
    run("SET IntervalStyle = " + style);
    quoting = Quoting.connected(quoting.charset(), true, quoting.serverVersion(), style);
  }

  /** Executes something without parameters. */
  Outcome run(String sql) throws IOException {
    send(
        ClientMessages.parse("", sql),
        ClientMessages.describeStatement(""),
        ClientMessages.bind("", ""),
        ClientMessages.execute("", 0),
        ClientMessages.sync());
    return answer();
  }

  /** Executes a text with the value's literal in place of %s. */
  Outcome merged(String sql, @Nullable Object value) throws IOException {
    SqlBuffer literal = new SqlBuffer(StandardCharsets.UTF_8);
    Literals.defaults().write(value, literal, quoting);
    return run(sql.replace("%s", new String(literal.toByteArray(), StandardCharsets.UTF_8)));
  }

  /** Executes a text with a parameter in place of %s, of the type that the server has found. */
  Outcome bound(String sql, @Nullable Object value, ParameterForm form) throws IOException {
    send(
        ClientMessages.parse("bound", sql.replace("%s", "$1" + form.cast()), form.oid()),
        ClientMessages.describeStatement("bound"),
        ClientMessages.sync());
    Outcome described = answer();
    if (described.error() != null) {
      return described;
    }
    int type = described.parameters().get(0);
    SqlBuffer body = new SqlBuffer(StandardCharsets.UTF_8);
    body.append('\0'); // the portal
    body.ascii("bound");
    body.append('\0');
    body.int16(1);
    body.int16(form.format(type));
    body.int16(1);
    if (!form.write(value, type, body)) {
      throw new AssertionError("can't be bound: " + value);
    }
    body.int16(0);
    send(
        ClientMessages.raw('B', body.toByteArray()),
        ClientMessages.execute("", 0),
        ClientMessages.closeStatement("bound"),
        ClientMessages.sync());
    Outcome done = answer();
    if (done.error() != null) {
      send(ClientMessages.closeStatement("bound"), ClientMessages.sync());
      answer();
    }
    return new Outcome(
        described.names(), described.types(), done.row(), described.parameters(), done.error());
  }

  private void send(byte[]... messages) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      all.write(message);
    }
    socket.getOutputStream().write(all.toByteArray());
  }

  private Outcome answer() throws IOException {
    List<String> names = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    List<@Nullable String> row = new ArrayList<>();
    List<Integer> parameters = new ArrayList<>();
    String error = null;
    for (; ; ) {
      byte tag = in.readByte();
      byte[] bytes = new byte[in.readInt() - Integer.BYTES];
      in.readFully(bytes);
      ByteBuffer body = ByteBuffer.wrap(bytes);
      switch (tag) {
        case 't' -> {
          for (int n = body.getShort(); n > 0; n--) {
            parameters.add(body.getInt());
          }
        }
        case 'T' -> {
          for (int n = body.getShort(); n > 0; n--) {
            names.add(string(body));
            body.getInt();
            body.getShort();
            types.add(body.getInt());
            body.position(body.position() + 8);
          }
        }
        case 'D' -> {
          for (int n = body.getShort(); n > 0; n--) {
            int length = body.getInt();
            byte[] text = new byte[Math.max(0, length)];
            body.get(text);
            row.add(length < 0 ? null : new String(text, StandardCharsets.UTF_8));
          }
        }
        case 'E' -> error = new String(bytes, StandardCharsets.UTF_8);
        case 'R' -> {
          if (body.getInt() != 0) {
            throw new IOException("the server wants a password");
          }
        }
        case 'Z' -> {
          return new Outcome(names, types, row, parameters, error);
        }
        default -> {}
      }
    }
  }

  private static String string(ByteBuffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte next = body.get(); next != 0; next = body.get()) {
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
