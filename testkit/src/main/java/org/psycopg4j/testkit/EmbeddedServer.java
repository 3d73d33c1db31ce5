// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A throw-away server of this JVM's own, gone when it is closed or the JVM ends. */
final class EmbeddedServer extends PostgresServer {
  private static final int PORT_TRIES = 10;
  private static final int EXECUTE_SECONDS = 120;
  private static final String USER = "postgres";

  private final ReentrantLock lock = new ReentrantLock();
  private final ClusterOptions options;
  private final Cluster cluster;
  private final Thread shutdownHook = new Thread(this::closeAtExit, "psycopg4j server closer");
  private final int port;
  private @Nullable Postmaster postmaster;
  private boolean closed;

  private EmbeddedServer(ClusterOptions options, Cluster cluster, int port, Postmaster postmaster) {
    this.options = options;
    this.cluster = cluster;
    this.port = port;
    this.postmaster = postmaster;
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  static EmbeddedServer start(ClusterOptions options) {
    try {
      Cluster cluster = Cluster.create(options);
      try {
        for (int i = 0; i < PORT_TRIES; i++) {
          int port = FreePort.choose();
          Postmaster postmaster = Postmaster.start(cluster, port, options.startTimeoutSeconds());
          if (postmaster != null) {
            return new EmbeddedServer(options, cluster, port, postmaster);
          }
        }
        throw new PostgresServerException(
            "each of %d ports was taken by another server first".formatted(PORT_TRIES));
      } catch (IOException | RuntimeException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  @Override
  public boolean embedded() {
    return true;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String database() {
    return USER;
  }

  @Override
  public @Nullable String password() {
    return null;
  }

  @Override
  public int version() {
    return options.version();
  }

  @Override
  public String dsn() {
    return new ConnectionInfo(host(), port, USER, USER, null).dsn();
  }

  @Override
  public Path socketDirectory() {
    if (Platform.windows()) {
      throw new PostgresServerException("on Windows the test server has no Unix socket");
    }
    return cluster.sockets();
  }

  @Override
  public Path dataDirectory() {
    return cluster.data();
  }

  @Override
  public String log() {
    try {
      return Programs.text(cluster.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<List<@Nullable String>> execute(String sql) {
    try (Session session =
        Session.open(Postmaster.address(cluster, port), USER, USER, null, EXECUTE_SECONDS)) {
      return session.execute(sql);
    } catch (IOException | Session.Refused e) {
      throw new PostgresServerException("the test server refused: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    locked(this::stopIfRunning);
  }

  @Override
  public void kill() {
    locked(
        () -> {
          if (postmaster != null) {
            postmaster.kill();
            postmaster = null;
          }
        });
  }

  @Override
  public void restart() {
    locked(
        () -> {
          if (closed) {
            throw new PostgresServerException("the server is closed, its data is gone");
          }
          stopIfRunning();
          postmaster = Postmaster.start(cluster, port, options.startTimeoutSeconds());
          if (postmaster == null) {
            throw new PostgresServerException(
                "port %d was taken while the server was stopped".formatted(port));
          }
        });
  }

  @Override
  public void close() {
    closeAtExit();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down, the hook runs or has run, and closing twice is harmless.
    }
  }

  private void closeAtExit() {
    locked(
        () -> {
          if (closed) {
            return;
          }
          closed = true;
          try {
            if (postmaster != null) {
              postmaster.signal("QUIT");
              postmaster = null;
            }
          } finally {
            cluster.close();
          }
        });
  }

  private void stopIfRunning() throws IOException {
    if (postmaster != null) {
      postmaster.signal("INT");
      postmaster = null;
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private void locked(Action action) {
    lock.lock();
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
