// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A pooler that is a program of its own, and its files, which go with it. Any thread may use it.
 */
final class PoolerProcess implements AutoCloseable {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int PROBE_SECONDS = 10;
  private static final int START_SECONDS = 30;

  private final ClusterDirectory directory;
  private final Process process;
  private final @Nullable Process watchdog;
  private final Thread shutdownHook = new Thread(this::end, "psycopg4j pooler closer");

  private PoolerProcess(ClusterDirectory directory, Process process, @Nullable Process watchdog) {
    this.directory = directory;
    this.process = process;
    this.watchdog = watchdog;
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /** The program: the one that is installed, or else the one of a package of Debian's. */
  static Optional<Path> program(String name, String debianPackage) {
    List<String> places = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      places.addAll(List.of(path.split(File.pathSeparator)));
    }
    places.add("/usr/sbin"); // which is not in everybody's path
    return places.stream()
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst()
        .or(() -> DebianPackages.program(name, debianPackage));
  }

  /** What a pooler is started with. */
  interface Program {
    String name();

    /** The package of Debian's that has it. */
    String debianPackage();

    /** What its answer to {@code --version} begins with. */
    String version();

    /** Its files by their names, for a directory that is its own. */
    Map<String, String> files(Path directory);

    /** What follows its name on the command line. */
    List<String> arguments(Path directory);
  }

  /** Starts a pooler and waits until something answers at its port. */
  static PoolerProcess start(Program program, int port) {
    try {
      ClusterDirectory directory = ClusterDirectory.create();
      try {
        Path path =
            program(program.name(), program.debianPackage())
                .orElseThrow(() -> new PostgresServerException(program.name() + " is not there"));
        ServerUser user = ServerUser.forProgram(path, program.version());
        Path own = Files.createDirectory(directory.data());
        user.own(own);
        for (Map.Entry<String, String> file : program.files(own).entrySet()) {
          Path written = Files.writeString(own.resolve(file.getKey()), file.getValue());
          FileTree.mode(written, "rw-------");
          user.own(written);
        }
        List<String> command = user.command(path.toString());
        command.addAll(program.arguments(own));
        Process process =
            Programs.start(
                Programs.builder(command)
                    .directory(own.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.log().toFile()));
        PoolerProcess started =
            new PoolerProcess(
                directory, process, user.diesWithUs() ? null : Watchdog.over(process.pid()));
        started.awaitAnswer(program.name(), port);
        return started;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a pooler", e);
    }
  }

  private void awaitAnswer(String name, int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answers(port)) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    String log = log();
    end();
    throw new PostgresServerException(name + " did not start; its log:\n" + log);
  }

  private static boolean answers(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (Session session = Session.open(address, "postgres", "postgres", null, PROBE_SECONDS)) {
      return session.parameter("server_version") != null;
    } catch (Session.Refused e) {
      return !e.sqlstate().equals(Session.CANNOT_CONNECT_NOW);
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** All that it has written. */
  String log() throws IOException {
    return Programs.text(directory.log());
  }

  /** Ends it and those it has started, and deletes its files. */
  @Override
  public void close() {
    end();
    try {
      directory.close();
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      // The JVM is going down, the hook runs or has run, and ending it twice is harmless.
    }
  }

  private void end() {
    if (watchdog != null) {
      watchdog.destroyForcibly();
    }
    ProcessTree.kill(process.toHandle());
  }
}
