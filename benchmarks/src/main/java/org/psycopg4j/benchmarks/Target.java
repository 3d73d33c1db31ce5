// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.testkit.PostgresServer;

/**
 * The server that is measured, which may be handed to another process in its environment.
 *
 * @param socketDirectory where its Unix socket is; null if that is not known
 * @param replayPort where a replay server stands in front of it; 0 if none does
 */
public record Target(
    String host,
    int port,
    String user,
    String database,
    @Nullable String password,
    @Nullable String socketDirectory,
    int replayPort) {
  private static final String REPLAY_PORT = "PSYCOPG4J_BENCHMARKS_REPLAY_PORT";
  private static final String SOCKET_DIRECTORY = "PSYCOPG4J_BENCHMARKS_SOCKET_DIRECTORY";

  public static Target of(PostgresServer server) {
    return new Target(
        server.host(),
        server.port(),
        server.user(),
        server.database(),
        server.password(),
        server.embedded() ? server.socketDirectory().toString() : null,
        0);
  }

  /** What {@link #toEnvironment} has written. */
  public static Target ofEnvironment(Map<String, String> environment) {
    return new Target(
        environment.getOrDefault("PGHOST", "127.0.0.1"),
        Integer.parseInt(environment.getOrDefault("PGPORT", "5432")),
        environment.getOrDefault("PGUSER", "postgres"),
        environment.getOrDefault("PGDATABASE", "postgres"),
        environment.get("PGPASSWORD"),
        environment.get(SOCKET_DIRECTORY),
        Integer.parseInt(environment.getOrDefault(REPLAY_PORT, "0")));
  }

  /** The same server by its Unix socket: its directory is the host, as in libpq. */
  public Target bySocket() {
    if (socketDirectory == null) {
      throw new IllegalStateException("where the server's Unix socket is, is not known");
    }
    return new Target(socketDirectory, port, user, database, password, socketDirectory, 0);
  }

  /** Whether the host is the directory of a Unix socket. */
  public boolean unix() {
    return host.startsWith("/");
  }

  /** The file of the Unix socket, if the host is its directory. */
  public Path socket() {
    return Path.of(host, ".s.PGSQL." + port);
  }

  /** The same server for another user. */
  public Target as(String otherUser, String otherPassword) {
    return new Target(host, port, otherUser, database, otherPassword, socketDirectory, 0);
  }

  /** The same with a replay server in front of it. */
  public Target withReplay(int port) {
    return new Target(host, this.port, user, database, password, socketDirectory, port);
  }

  /** The replay server itself. */
  public Target byReplay() {
    if (replayPort == 0) {
      throw new IllegalStateException("there is no replay server");
    }
    return new Target("127.0.0.1", replayPort, user, database, password, null, 0);
  }

  /** Sets the variables by which libpq finds a server (manual: "Environment Variables"). */
  public void toEnvironment(Map<String, String> environment) {
    environment.put("PGHOST", host);
    environment.put("PGPORT", Integer.toString(port));
    environment.put("PGUSER", user);
    environment.put("PGDATABASE", database);
    if (password != null) {
      environment.put("PGPASSWORD", password);
    }
    environment.put(REPLAY_PORT, Integer.toString(replayPort));
    if (socketDirectory != null) {
      environment.put(SOCKET_DIRECTORY, socketDirectory);
    }
  }
}
