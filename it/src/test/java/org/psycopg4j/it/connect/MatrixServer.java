// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.PostgresServerBuilder;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/**
 * A server with a user for each way to authenticate, beside one without TLS, and a client's files.
 */
final class MatrixServer implements AutoCloseable {
  private final Path files;
  private final PostgresServer server;
  private final PostgresServer plain;

  private MatrixServer(Path files, PostgresServer server, PostgresServer plain) {
    this.files = files;
    this.server = server;
    this.plain = plain;
  }

  /** Starts a server without TLS. */
  static PostgresServer plain() {
    return builder(PostgresServer.DEFAULT_VERSION).start();
  }

  /**
   * Starts one with TLS.
   *
   * @param files a directory for the client's files
   */
  static MatrixServer start(int version, PostgresServer plain, Path files) throws IOException {
    TestAuthority authority = TestAuthority.create("Test CA");
    TestAuthority other = TestAuthority.create("Other CA");
    write(files, authority, other);
    TestIdentity identity = authority.issue("localhost", "localhost", "127.0.0.1");
    PostgresServer server =
        builder(version)
            .tls(identity.certificatePem(), identity.keyPem())
            .file("root.crt", authority.certificatePem())
            .setting("ssl_ca_file", "root.crt")
            .hba("hostssl all by_cert all cert")
            .hba("hostnossl all by_cert all reject")
            .hba("local all by_cert reject")
            .hba("hostnossl all tls_only all reject")
            .hba("hostssl all plain_only all reject")
            .start();
    return new MatrixServer(files, server, plain);
  }

  private static PostgresServerBuilder builder(int version) {
    PostgresServerBuilder builder =
        PostgresServer.builder()
            .version(version)
            .initSql(
                "CREATE ROLE by_trust LOGIN; CREATE ROLE by_reject LOGIN; CREATE ROLE by_cert LOGIN;"
                    + " CREATE ROLE tls_only LOGIN; CREATE ROLE plain_only LOGIN;"
                    + " SET password_encryption TO 'scram-sha-256';"
                    + " CREATE ROLE by_scram LOGIN PASSWORD 'secret';"
                    + " SET password_encryption TO md5;"
                    + " CREATE ROLE by_md5 LOGIN PASSWORD 'secret';"
                    + " CREATE ROLE by_password LOGIN PASSWORD 'secret'");
    for (String[] line :
        new String[][] {
          {"by_reject", "reject"},
          {"by_password", "password"},
          {"by_md5", "md5"},
          {"by_scram", "scram-sha-256"}
        }) {
      builder.hba("local all %s %s".formatted(line[0], line[1]));
      builder.hba("host all %s all %s".formatted(line[0], line[1]));
    }
    return builder;
  }

  private static void write(Path files, TestAuthority authority, TestAuthority other)
      throws IOException {
    write(files, "root.crt", authority.certificatePem());
    write(files, "other.crt", other.certificatePem());
    identity(files, "right", authority.issue("by_cert"));
    identity(files, "other-name", authority.issue("somebody_else"));
    identity(files, "other-authority", other.issue("by_cert"));
    write(files, "broken.crt", "this is no certificate\n");
    write(files, "broken.key", "this is no key\n");
    Files.copy(files.resolve("right.key"), files.resolve("open.key"));
    Files.setPosixFilePermissions(
        files.resolve("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void identity(Path files, String name, TestIdentity identity) throws IOException {
    write(files, name + ".crt", identity.certificatePem());
    write(files, name + ".key", identity.keyPem());
  }

  private static void write(Path files, String name, String text) throws IOException {
    Path file = Files.writeString(files.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** The connection string of one way to connect, for this server. */
  String dsn(String way) {
    String dsn = "port=${port} dbname=postgres passfile=${files}/nowhere connect_timeout=20 " + way;
    return dsn.replace("${files}", files.toString())
        .replace("${sockets}", server.socketDirectory().toString())
        .replace("${port}", Integer.toString(server.port()))
        .replace("${plain}", Integer.toString(plain.port()));
  }

  /** What comes of it: {@code ok} and whether it is encrypted, or the error. */
  String outcome(String way) {
    try (Connection conn = Psycopg.connect(dsn(way))) {
      return "ok" + (conn.info().sslInUse() ? ", encrypted" : "");
    } catch (PsycopgException e) {
      return kind(e) + ": " + e.getMessage();
    }
  }

  /** The name of DB-API's class. */
  private static String kind(PsycopgException e) {
    if (e instanceof OperationalException) {
      return "OperationalError";
    }
    return e instanceof ProgrammingException ? "ProgrammingError" : e.getClass().getSimpleName();
  }

  /**
   * The same, as it is with any server, in one line; without what {@link MatrixDifference}s are.
   */
  String stable(String outcome) {
    String line =
        outcome
            .strip()
            .replace(files.toString(), "${files}")
            .replace(server.socketDirectory().toString(), "${sockets}")
            .replaceAll("\\b" + server.port() + "\\b", "\\${port}")
            .replaceAll("\\b" + plain.port() + "\\b", "\\${plain}")
            .replaceAll("(actual peer user name is) \".*\"", "$1 \"…\"")
            .replaceAll("\\s*\\n\\s*", " | ");
    return MatrixDifference.without(line);
  }

  @Override
  public void close() {
    server.close();
  }
}
