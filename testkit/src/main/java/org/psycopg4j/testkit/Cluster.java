// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A data directory made to order, with the programs that can run it. */
final class Cluster implements AutoCloseable {
  private static final int INIT_SQL_SECONDS = 120;

  private final Installation installation;
  private final ClusterDirectory directory;
  private final Map<String, String> environment;

  private Cluster(
      Installation installation, ClusterDirectory directory, Map<String, String> environment) {
    this.installation = installation;
    this.directory = directory;
    this.environment = environment;
  }

  static Cluster create(ClusterOptions options) throws IOException {
    Path home = options.home();
    Installation installation =
        home == null ? Installation.of(options.version()) : Installation.at(home);
    Path copied = options.copied();
    Path template = copied == null ? installation.template() : copied;
    Cluster cluster = new Cluster(installation, ClusterDirectory.create(), options.environment());
    try {
      cluster.fill(template, options);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  ServerUser user() {
    return installation.user();
  }

  String program(String name) {
    return installation.program(name);
  }

  Path data() {
    return directory.data();
  }

  Path log() {
    return directory.log();
  }

  Path sockets() {
    return directory.sockets();
  }

  @Override
  public void close() throws IOException {
    // Only a server that was killed leaves this file.
    PostmasterFile left = PostmasterFile.read(data());
    if (left != null) {
      left.removeSharedMemory(user().prefix());
    }
    directory.close();
  }

  private void fill(Path template, ClusterOptions options) throws IOException {
    FileTree.copy(template, data());
    Files.createDirectory(sockets());
    FileTree.mode(sockets(), "rwxr-xr-x");
    user().own(sockets());
    // These two exist, and writing to them does not change whose they are.
    Files.writeString(
        data().resolve("postgresql.conf"),
        options.conf(FreePort.addresses(), Platform.windows() ? "" : sockets().toString()),
        StandardOpenOption.APPEND);
    Files.writeString(data().resolve("pg_hba.conf"), options.hbaConf());
    for (Map.Entry<String, String> file : options.files().entrySet()) {
      Path path = data().resolve(file.getKey());
      Files.writeString(path, file.getValue());
      FileTree.mode(path, "rw-------");
      user().own(path);
    }
    if (!options.initSql().isEmpty()) {
      runAlone(options);
    }
  }

  /** Runs SQL in single-user mode (PostgreSQL manual, "postgres", Options for Single-User Mode). */
  private void runAlone(ClusterOptions options) throws IOException {
    StringBuilder input = new StringBuilder();
    for (String sql : options.initSql()) {
      // With -j a command ends at a semicolon and an empty line.
      String command = sql.strip().replaceAll(";\\s*$", "");
      input.append(command.replaceAll(";[ \\t]*\\n\\s*\\n", ";\n")).append(";\n\n");
    }
    Programs.Result result =
        Programs.run(
            user()
                .command(
                    program("postgres"),
                    "--single",
                    "-j",
                    "-D",
                    data().toString(),
                    "-c",
                    "exit_on_error=on",
                    "postgres"),
            input.toString(),
            INIT_SQL_SECONDS);
    if (result.status() != 0) {
      throw new PostgresServerException("initSql failed:\n" + result.output());
    }
  }
}
