// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that runs already: it can be talked to, and is otherwise left alone. */
final class ExternalServer extends PostgresServer {
  private static final int TIMEOUT_SECONDS = 60;

  private final ConnectionInfo info;
  private final String dsn;
  private final int version;

  ExternalServer(ConnectionInfo info, String dsn) {
    this.info = info;
    this.dsn = dsn;
    try (Session session = open()) {
      String version = session.parameter("server_version");
      this.version = Integer.parseInt(String.valueOf(version).replaceFirst("\\D.*", ""));
    } catch (IOException | Session.Refused e) {
      throw new PostgresServerException(
          "cannot log in to the test server at %s, port %d: %s"
              .formatted(info.host(), info.port(), e.getMessage()),
          e);
    }
  }

  @Override
  public boolean embedded() {
    return false;
  }

  @Override
  public String host() {
    return info.host();
  }

  @Override
  public int port() {
    return info.port();
  }

  @Override
  public String user() {
    return info.user();
  }

  @Override
  public String database() {
    return info.database();
  }

  @Override
  public @Nullable String password() {
    return info.password();
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public String dsn() {
    return dsn;
  }

  @Override
  public Path socketDirectory() {
    if (!info.host().startsWith("/")) {
      throw notOurs("tell its socket directory");
    }
    return Path.of(info.host());
  }

  @Override
  public Path dataDirectory() {
    throw notOurs("tell its data directory");
  }

  @Override
  public String log() {
    throw notOurs("read its log");
  }

  @Override
  public List<List<@Nullable String>> execute(String sql) {
    try (Session session = open()) {
      return session.execute(sql);
    } catch (IOException | Session.Refused e) {
      throw new PostgresServerException("the test server refused: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    throw notOurs("stop it");
  }

  @Override
  public void kill() {
    throw notOurs("kill it");
  }

  @Override
  public void restart() {
    throw notOurs("restart it");
  }

  /** Does nothing: it was there before us. */
  @Override
  public void close() {}

  private Session open() throws IOException, Session.Refused {
    SocketAddress address =
        info.host().startsWith("/")
            ? UnixDomainSocketAddress.of(Path.of(info.host(), ".s.PGSQL." + info.port()))
            : new InetSocketAddress(info.host(), info.port());
    return Session.open(address, info.user(), info.database(), info.password(), TIMEOUT_SECONDS);
  }

  private static PostgresServerException notOurs(String what) {
    return new PostgresServerException(
        "the test server was not started by this JVM (see psycopg4j.test.dsn), so we cannot "
            + what);
  }
}
