// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs of one version, unpacked in the cache, and a fresh data directory made with
 * them, to be copied for each server.
 */
final class Installation {
  private static final int INITDB_SECONDS = 120;

  private final Platform platform;
  private final Path home;
  private final Path templates;
  private final ServerUser user;

  private Installation(Platform platform, Path home, Path templates, ServerUser user) {
    this.platform = platform;
    this.home = home;
    this.templates = templates;
    this.user = user;
  }

  /** The installation of a major version, unpacked now if it has not been before. */
  static Installation of(int version) throws IOException {
    Platform platform = Platform.current();
    if (platform == null) {
      throw new PostgresServerException(
          """
          there are no PostgreSQL binaries for %s on %s: start a server yourself and point \
          PGHOST (PGPORT, PGUSER, PGDATABASE, PGPASSWORD), -Dpsycopg4j.test.dsn or \
          PSYCOPG4J_TEST_DSN at it"""
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    Map<Integer, Archive> archives = Archive.all(platform);
    Archive archive = archives.get(version);
    if (archive == null) {
      throw new PostgresServerException(
          """
          the binaries of PostgreSQL %d are not on the class path (there is %s): add %s, or name \
          its jar in -Dpsycopg4j.test.binaries"""
              .formatted(version, new TreeSet<>(archives.keySet()), platform.coordinates(version)));
    }
    Path cache = Cache.directory();
    String name = platform.archive().replace("postgres-", "").replace(".txz", "");
    Path home = cache.resolve("pg%d-%s-%08x".formatted(version, name, archive.crc()));
    Cache.makeOnce(home, aside -> unpack(archive, aside));
    Path postgres = home.resolve("bin").resolve(platform.program("postgres"));
    return new Installation(platform, home, home, ServerUser.forProgram(postgres));
  }

  /** An installation that is there already. */
  static Installation at(Path home) throws IOException {
    Platform platform = Objects.requireNonNull(Platform.current());
    Path postgres = home.resolve("bin").resolve(platform.program("postgres"));
    String name =
        "at-%08x-%d".formatted(home.hashCode(), Files.getLastModifiedTime(postgres).toMillis());
    return new Installation(
        platform, home, Cache.directory().resolve(name), ServerUser.forProgram(postgres));
  }

  ServerUser user() {
    return user;
  }

  String program(String name) {
    return home.resolve("bin").resolve(platform.program(name)).toString();
  }

  /** A data directory fresh from initdb, not to be changed. */
  Path template() throws IOException {
    Path template = templates.resolveSibling(templates.getFileName() + "-template-" + user.name());
    Cache.makeOnce(template, this::initdb);
    return template.resolve("data");
  }

  private void initdb(Path aside) throws IOException {
    user.own(aside);
    String data = aside.resolve("data").toString();
    Programs.Result result =
        Programs.run(
            user.command(
                program("initdb"),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"),
            INITDB_SECONDS);
    if (result.status() != 0) {
      throw new PostgresServerException("initdb failed:\n" + result.output());
    }
  }

  private static void unpack(Archive archive, Path to) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(archive.open(), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = to.resolve(entry.getName()).normalize();
        if (!target.startsWith(to)) {
          throw new IOException("the archive leads out of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          directory(target);
        } else if (entry.isSymbolicLink()) {
          directory(parent(target));
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          directory(parent(target));
          Files.copy(tar, target);
          FileTree.mode(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        } else {
          throw new IOException("the archive holds neither file nor directory: " + entry.getName());
        }
      }
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static void directory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      directory(parent(directory));
      Files.createDirectory(directory);
      FileTree.mode(directory, "rwxr-xr-x");
    }
  }
}
