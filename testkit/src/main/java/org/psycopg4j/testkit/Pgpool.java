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
 * A real Pgpool-II on 127.0.0.1 before servers, gone when it is closed or the JVM ends. Any thread
 * may use it.
 *
 * <pre>{@code
 * try (Pgpool pooler =
 *     Pgpool.before(List.of(server), Map.of("num_init_children", "4"), Map.of())) {
 *   … connect to pooler.dsn() …
 * }
 * }</pre>
 */
public final class Pgpool implements AutoCloseable {
  private static final String NAME = "pgpool";
  private static final String PACKAGE = "pgpool2";

  private final PostgresServer server;
  private final int port;
  private final PoolerProcess process;

  private Pgpool(PostgresServer server, int port, PoolerProcess process) {
    this.server = server;
    this.port = port;
    this.process = process;
  }

  /** Whether the program is there, or can be had: see {@link DebianPackages}. */
  public static boolean isThere() {
    return PoolerProcess.program(NAME, PACKAGE).isPresent();
  }

  /**
   * Starts one, with these settings of its own.
   *
   * @param servers a primary, and its standbys
   * @param users those who need a password, by md5; the others need none
   */
  public static Pgpool before(
      List<PostgresServer> servers, Map<String, String> settings, Map<String, String> users) {
    int port = FreePort.choose();
    return new Pgpool(
        servers.get(0),
        port,
        PoolerProcess.start(new Program(servers, port, settings, users), port));
  }

  private record Program(
      List<PostgresServer> servers,
      int port,
      Map<String, String> settings,
      Map<String, String> users)
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
      return "pgpool-II ";
    }

    @Override
    public Map<String, String> files(Path directory) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("listen_addresses", "127.0.0.1");
      all.put("port", Integer.toString(port));
      all.put("socket_dir", directory.toString());
      all.put("pcp_listen_addresses", "");
      all.put("pcp_port", Integer.toString(FreePort.choose()));
      all.put("pcp_socket_dir", directory.toString());
      all.put("wd_ipc_socket_dir", directory.toString());
      all.put("pid_file_name", directory.resolve("pgpool.pid").toString());
      all.put("logdir", directory.toString());
      all.put("backend_clustering_mode", "streaming_replication");
      all.put("sr_check_user", "postgres");
      all.put("num_init_children", "8");
      all.put("enable_pool_hba", "on");
      for (int i = 0; i < servers.size(); i++) {
        all.put("backend_hostname" + i, servers.get(i).host());
        all.put("backend_port" + i, Integer.toString(servers.get(i).port()));
        all.put("backend_weight" + i, "1");
      }
      all.putAll(settings);
      String conf =
          all.entrySet().stream()
              .map(line -> "%s = '%s'%n".formatted(line.getKey(), line.getValue()))
              .collect(Collectors.joining());
      String asked =
          users.keySet().stream()
              .map(user -> "host all %s all md5%n".formatted(user))
              .collect(Collectors.joining());
      String passwords =
          users.entrySet().stream()
              .map(user -> "%s:TEXT%s%n".formatted(user.getKey(), user.getValue()))
              .collect(Collectors.joining());
      return Map.of(
          "pgpool.conf",
          conf,
          "pcp.conf",
          "",
          "pool_hba.conf",
          asked + "host all all all trust\n",
          "pool_passwd",
          passwords);
    }

    @Override
    public List<String> arguments(Path directory) {
      return List.of(
          "-n", // it stays in the foreground
          "-f",
          directory.resolve("pgpool.conf").toString(),
          "-F",
          directory.resolve("pcp.conf").toString(),
          "-a",
          directory.resolve("pool_hba.conf").toString());
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** The first server's connection string, by way of the pooler. */
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
