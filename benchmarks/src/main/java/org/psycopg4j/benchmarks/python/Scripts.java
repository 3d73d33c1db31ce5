// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program's scripts, in a directory where Python finds them, until it is closed. */
public final class Scripts implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "checksum.py",
          "inputs.py",
          "probe.py",
          "with_asyncpg.py",
          "with_psycopg2.py",
          "worker.py",
          "workloads.py");

  private final Path directory;

  private Scripts(Path directory) {
    this.directory = directory;
  }

  /** Copies them out of the classes into a new directory. */
  public static Scripts copy() throws IOException {
    Scripts scripts = new Scripts(Files.createTempDirectory("psycopg4j-benchmarks-python"));
    for (String name : NAMES) {
      try (InputStream file = Scripts.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IOException(name + " is not among the classes");
        }
        Files.copy(file, scripts.directory.resolve(name));
      }
    }
    return scripts;
  }

  /** A script's file. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** Deletes them, and what Python has compiled beside them. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
