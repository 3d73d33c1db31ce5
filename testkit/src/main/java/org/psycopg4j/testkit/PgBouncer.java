// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A real PgBouncer on 127.0.0.1 before a server, gone when it is closed or the JVM ends. It knows
 * all of the server's databases by their names, and the server's superuser is its administrator.
 * Any thread may use it.
 *
 * <pre>{@code
 * try (PgBouncer pooler = PgBouncer.before(server, Map.of("pool_mode", "transaction"))) {
 *   … connect to pooler.dsn() …
 * }
 * }</pre>
 */
public final class PgBouncer implements AutoCloseable {
  private static final String NAME = "pgbouncer";
  private static final String PACKAGE = "pgbouncer";

  private final PostgresServer server;
  private final int port;
  private final PoolerProcess process;

  private PgBouncer(PostgresServer server, int port, PoolerProcess process) {
    this.server = server;
    this.port = port;
    this.process = process;
  }

  /** Whether the program is there, or can be had: see {@link DebianPackages}. */
  public static boolean isThere() {
    return PoolerProcess.program(NAME, PACKAGE).isPresent();
  }

  /** Starts one that lets everybody in, with these settings of its own. */
  public static PgBouncer before(PostgresServer server, Map<String, String> settings) {
    return before(server, settings, Map.of());
  }

  /**
   * Starts one that knows passwords, of its clients and for the server.
   *
   * @param users names with passwords, or with what the server keeps of them
   */
  public static PgBouncer before(
      PostgresServer server, Map<String, String> settings, Map<String, String> users) {
    int port = FreePort.choose();
    return new PgBouncer(
        server, port, PoolerProcess.start(new Program(server, port, settings, users), port));
  }

  private record Program(
      PostgresServer server, int port, Map<String, String> settings, Map<String, String> users)
      implements PoolerProcess.Program {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String debianPackage() {
      return PACKAGE;
    }

    @Override
    public String version() {
      return "PgBouncer ";
    }

    @Override
    public Map<String, String> files(Path directory) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("listen_addr", "127.0.0.1");
      all.put("listen_port", Integer.toString(port));
      all.put("unix_socket_dir", "");
      all.put("auth_type", "trust");
      all.put("auth_file", directory.resolve("users.txt").toString());
      all.put("admin_users", server.user());
      all.putAll(settings);
      String ini =
          "[databases]%n* = host=%s port=%d%n[pgbouncer]%n%s%n"
              .formatted(
                  server.host(),
                  server.port(),
                  all.entrySet().stream()
                      .map(line -> line.getKey() + " = " + line.getValue())
                      .collect(Collectors.joining("\n")));
      String known =
          users.entrySet().stream()
              .map(user -> "\"%s\" \"%s\"%n".formatted(user.getKey(), user.getValue()))
              .collect(Collectors.joining());
      return Map.of("pgbouncer.ini", ini, "users.txt", known + "\"postgres\" \"\"\n");
    }

    @Override
    public List<String> arguments(Path directory) {
      return List.of(directory.resolve("pgbouncer.ini").toString());
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** The server's connection string, by way of the pooler. */
  public String dsn() {
    return new ConnectionInfo(host(), port, server.user(), server.database(), null).dsn();
  }

  /** All that it has written to its log. */
  public String log() {
    try {
      return process.log();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it with all connections. */
  @Override
  public void close() {
    process.close();
  }
}
