// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Programs of Debian's packages, for tests that need more than PostgreSQL. Nothing is installed:
 * any user has the packages downloaded, with what they need and the system lacks, and unpacked in
 * the cache. Any thread may use it.
 */
final class DebianPackages {
  private static final int APT_SECONDS = 150;
  private static final int UNPACK_SECONDS = 60;
  private static final List<String> PLACES = List.of("usr/sbin", "usr/bin");

  private static final Map<String, Optional<Path>> FOUND = new ConcurrentHashMap<>();

  private DebianPackages() {}

  /**
   * A program of a package, as a script that runs it with its libraries; empty where there is no
   * such package, or no way to it: then the reason is in this JVM's standard error.
   */
  static Optional<Path> program(String name, String debianPackage) {
    return FOUND.computeIfAbsent(debianPackage + '/' + name, key -> find(name, debianPackage));
  }

  private static Optional<Path> find(String name, String debianPackage) {
    try {
      Path home = Cache.directory().resolve("debian-" + debianPackage);
      Cache.makeOnce(home, aside -> fill(aside, debianPackage));
      return Optional.of(home.resolve(name)).filter(Files::isExecutable);
    } catch (IOException | UncheckedIOException | PostgresServerException e) {
      System.err.println(debianPackage + " could not be had: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void fill(Path home, String debianPackage) throws IOException {
    Path apt = Files.createTempDirectory("psycopg4j-apt");
    try {
      for (Path deb : download(apt, debianPackage)) {
        run(UNPACK_SECONDS, "dpkg-deb", "--extract", deb.toString(), home.toString());
      }
    } finally {
      FileTree.delete(apt);
    }
    FileTree.mode(home, "rwxr-xr-x"); // whatever the packages say of their root
    for (String place : PLACES) {
      for (Path program : files(home.resolve(place), "*")) {
        Path script = home.resolve(program.getFileName());
        Files.writeString(script, script(place, program.getFileName().toString()));
        FileTree.mode(script, "rwxr-xr-x");
      }
    }
  }

  /* apt-get with a state and a cache of its own, so that it needs not be root's, and the system's
  list of what is installed. */
  private static List<Path> download(Path apt, String debianPackage) throws IOException {
    Path archives = Files.createDirectories(apt.resolve("cache/archives/partial"));
    Files.createDirectories(apt.resolve("state/lists/partial"));
    List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "-y"));
    for (String option :
        List.of(
            "Dir::State=" + apt.resolve("state"),
            "Dir::State::status=/var/lib/dpkg/status",
            "Dir::Cache=" + apt.resolve("cache"),
            "Debug::NoLocking=1",
            "APT::Sandbox::User=",
            "Acquire::Retries=1",
            "Acquire::http::Timeout=20",
            "Acquire::https::Timeout=20")) {
      command.addAll(List.of("-o", option));
    }
    run(APT_SECONDS, with(command, "update"));
    run(
        APT_SECONDS,
        with(command, "--no-install-recommends", "--download-only", "install", debianPackage));
    List<Path> debs = files(archives.resolveSibling("."), "*.deb");
    if (debs.isEmpty()) {
      throw new IOException("nothing was downloaded"); // it is installed, but not to be found
    }
    return debs;
  }

  private static String[] with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void run(int seconds, String... command) throws IOException {
    Programs.Result result = Programs.run(List.of(command), seconds);
    if (result.status() != 0) {
      throw new IOException(command[0] + " has failed:\n" + result.output());
    }
  }

  private static List<Path> files(Path directory, String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, pattern)) {
        all.forEach(file -> files.add(file.normalize()));
      }
    }
    return files;
  }

  private static String script(String place, String program) {
    return """
        #!/bin/sh
        home=$(dirname "$0")
        for libraries in "$home"/usr/lib "$home"/usr/lib/*-linux-*; do
          LD_LIBRARY_PATH=$LD_LIBRARY_PATH${LD_LIBRARY_PATH:+:}$libraries
        done
        export LD_LIBRARY_PATH
        exec "$home/%s/%s" "$@"
        """
        .formatted(place, program);
  }
}
