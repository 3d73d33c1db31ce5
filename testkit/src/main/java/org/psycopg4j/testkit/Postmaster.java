// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A running server on one port: the process, from its start to its end. */
final class Postmaster {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int STOP_SECONDS = 60;
  private static final int SIGNAL_SECONDS = 30;
  private static final int PROBE_SECONDS = 10;
  private static final int LOG_TAIL = 4000;

  private final Cluster cluster;
  private final int port;
  private final Process process;
  private final int logStart;
  private final @Nullable Process watchdog;

  private Postmaster(Cluster cluster, int port) throws IOException {
    this.cluster = cluster;
    this.port = port;
    logStart = Files.exists(cluster.log()) ? (int) Files.size(cluster.log()) : 0;
    ProcessBuilder builder =
        Programs.builder(
                cluster
                    .user()
                    .command(
                        cluster.program("postgres"),
                        "-D",
                        cluster.data().toString(),
                        "-p",
                        Integer.toString(port)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
    builder.environment().putAll(cluster.environment());
    process = Programs.start(builder);
    watchdog = cluster.user().diesWithUs() ? null : Watchdog.over(process.pid());
  }

  /** Starts a server and waits until it answers; null if someone else has the port. */
  static @Nullable Postmaster start(Cluster cluster, int port, int timeoutSeconds)
      throws IOException {
    Postmaster postmaster = new Postmaster(cluster, port);
    try {
      boolean answers = postmaster.awaitAnswer(timeoutSeconds);
      // With two addresses, one that is taken is only a warning to the server.
      if (postmaster.ownLog().contains("could not bind")) {
        postmaster.kill();
        return null;
      }
      if (!answers) {
        String what =
            postmaster.process.isAlive()
                ? "does not answer after %d s".formatted(timeoutSeconds)
                : "ended while starting";
        throw new PostgresServerException(
            "PostgreSQL %s; the end of its log:\n%s".formatted(what, postmaster.logTail()));
      }
      return postmaster;
    } catch (IOException | RuntimeException e) {
      postmaster.kill();
      throw e;
    }
  }

  /** Where to reach it whatever pg_hba.conf says about TCP. */
  static SocketAddress address(Cluster cluster, int port) {
    return Platform.windows()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
        : UnixDomainSocketAddress.of(cluster.sockets().resolve(".s.PGSQL." + port));
  }

  /** Ends it by a signal such as INT, a fast shutdown, or QUIT, an immediate one. */
  void signal(String name) throws IOException {
    callOffWatchdog();
    PostmasterFile file = PostmasterFile.read(cluster.data());
    if (file != null && process.isAlive()) {
      Programs.run(
          cluster
              .user()
              .command(cluster.program("pg_ctl"), "kill", name, Long.toString(file.pid())),
          SIGNAL_SECONDS);
    }
    if (!Programs.awaitExit(process, STOP_SECONDS)) {
      String tail = logTail();
      kill();
      throw new PostgresServerException(
          "PostgreSQL did not stop in %d s and was killed; the end of its log:\n%s"
              .formatted(STOP_SECONDS, tail));
    }
  }

  /** Ends it and its children as {@code kill -9} does. */
  void kill() throws IOException {
    callOffWatchdog();
    ProcessTree.kill(postmaster());
    // What started the server for us, if anything did, has to see it end: a server that nobody has
    // waited for still has its process number, and the next one would think that it runs.
    if (!Programs.awaitExit(process, SIGNAL_SECONDS)) {
      ProcessTree.kill(process.toHandle());
    }
  }

  /** The server's own process: the one we have started, or a child of it. */
  private ProcessHandle postmaster() throws IOException {
    ProcessHandle started = process.toHandle();
    PostmasterFile file = PostmasterFile.read(cluster.data());
    return started
        .descendants()
        .filter(child -> file != null && child.pid() == file.pid())
        .findFirst()
        .orElse(started);
  }

  private void callOffWatchdog() {
    if (watchdog != null) {
      watchdog.destroyForcibly();
      Programs.awaitExit(watchdog, SIGNAL_SECONDS);
    }
  }

  private boolean awaitAnswer(int timeoutSeconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (PostmasterFile.read(cluster.data()) != null && answers()) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  private boolean answers() {
    try (Session session =
        Session.open(address(cluster, port), "postgres", "postgres", null, PROBE_SECONDS)) {
      return session.parameter("server_version") != null;
    } catch (Session.Refused e) {
      return !e.sqlstate().equals(Session.CANNOT_CONNECT_NOW);
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private String ownLog() throws IOException {
    byte[] log = Files.readAllBytes(cluster.log());
    return new String(Arrays.copyOfRange(log, logStart, log.length), StandardCharsets.UTF_8);
  }

  private String logTail() throws IOException {
    String log = ownLog();
    return log.substring(Math.max(0, log.length() - LOG_TAIL));
  }
}
