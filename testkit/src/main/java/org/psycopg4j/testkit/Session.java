// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session by the simple query protocol: log in, run SQL, read text. */
final class Session implements AutoCloseable {
  /** The server is starting up or shutting down. */
  static final String CANNOT_CONNECT_NOW = "57P03";

  private final RawConnection connection;
  private final Map<String, String> parameters = new HashMap<>();

  private Session(RawConnection connection) {
    this.connection = connection;
  }

  /** An error of the server's. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String sqlstate;

    Refused(String sqlstate, String message) {
      super(message + " (SQLSTATE " + sqlstate + ")");
      this.sqlstate = sqlstate;
    }

    String sqlstate() {
      return sqlstate;
    }
  }

  static Session open(
      SocketAddress address,
      String user,
      String database,
      @Nullable String password,
      int timeoutSeconds)
      throws IOException, Refused {
    Session session = new Session(RawConnection.open(address, timeoutSeconds));
    try {
      session.logIn(user, database, password);
      return session;
    } catch (IOException | Refused e) {
      session.connection.close();
      throw e;
    }
  }

  /** What the server has reported, such as {@code server_version}. */
  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /** Runs one or more statements; returns all rows of all of them, as text. */
  List<List<@Nullable String>> execute(String sql) throws IOException, Refused {
    connection.send(ClientMessages.query(sql));
    List<List<@Nullable String>> rows = new ArrayList<>();
    Refused error = null;
    while (true) {
      RawConnection.Reply reply = connection.read();
      switch (reply.tag()) {
        case 'D' -> rows.add(row(reply));
        case 'E' -> error = refused(reply);
        case 'Z' -> {
          if (error != null) {
            throw error;
          }
          return rows;
        }
        default -> {}
      }
    }
  }

  @Override
  public void close() {
    try (connection) {
      connection.send(ClientMessages.terminate());
    } catch (IOException e) {
      // The server is gone already: there is nobody to say goodbye to.
    }
  }

  private void logIn(String user, String database, @Nullable String password)
      throws IOException, Refused {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("user", user);
    options.put("database", database);
    options.put("client_encoding", "UTF8");
    connection.send(ClientMessages.startup(options));
    Scram scram = new Scram(UUID.randomUUID().toString());
    while (true) {
      RawConnection.Reply reply = connection.read();
      switch (reply.tag()) {
        case 'R' -> authenticate(reply, user, password, scram);
        case 'S' -> parameters.put(reply.string(), reply.string());
        case 'E' -> throw refused(reply);
        case 'Z' -> {
          return;
        }
        default -> {}
      }
    }
  }

  private void authenticate(
      RawConnection.Reply reply, String user, @Nullable String password, Scram scram)
      throws IOException, Refused {
    int kind = reply.body().getInt();
    if (kind == 0 || kind == 12) {
      return;
    }
    if (password == null) {
      throw new Refused("28P01", "the server asks for a password and there is none");
    }
    try {
      switch (kind) {
        case 3 -> connection.send(ClientMessages.password(password));
        case 5 -> connection.send(ClientMessages.password(md5(user, password, rest(reply))));
        case 10 -> connection.send(ClientMessages.saslInitial(Scram.MECHANISM, scram.first()));
        case 11 -> {
          String serverFirst = new String(rest(reply), StandardCharsets.US_ASCII);
          connection.send(ClientMessages.saslResponse(scram.last(serverFirst, password)));
        }
        default -> throw new Refused("28000", "unknown authentication request " + kind);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The answer to AuthenticationMD5Password (PostgreSQL manual, "Message Flow", Start-up). */
  private static String md5(String user, String password, byte[] salt)
      throws GeneralSecurityException {
    String inner = md5(Bytes.utf8(password + user));
    return "md5" + md5(Bytes.concat(Bytes.utf8(inner), salt));
  }

  private static String md5(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private static byte[] rest(RawConnection.Reply reply) {
    byte[] bytes = new byte[reply.body().remaining()];
    reply.body().get(bytes);
    return bytes;
  }

  private static List<@Nullable String> row(RawConnection.Reply reply) {
    int count = reply.body().getShort();
    List<@Nullable String> row = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = reply.body().getInt();
      if (length < 0) {
        row.add(null);
      } else {
        byte[] value = new byte[length];
        reply.body().get(value);
        row.add(new String(value, StandardCharsets.UTF_8));
      }
    }
    return row;
  }

  private static Refused refused(RawConnection.Reply reply) {
    Map<Character, String> fields = new HashMap<>();
    for (byte field = reply.body().get(); field != 0; field = reply.body().get()) {
      fields.put((char) field, reply.string());
    }
    return new Refused(fields.getOrDefault('C', "?????"), fields.getOrDefault('M', ""));
  }
}
