// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.libpq;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.OutsideDriver;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.python.Programs;

/** A C program over libpq, compiled when it is wanted, and gone when it is closed. */
public final class LibpqProgram implements OutsideDriver, AutoCloseable {
  /** What it is called. */
  public static final String NAME = "libpq";

  private static final String SOURCE = "worker.c";

  private final Path directory;
  private final String version;

  private LibpqProgram(Path directory, String version) {
    this.directory = directory;
    this.version = version;
  }

  /** Compiles it; null if there is no C compiler, or no libpq to compile with. */
  public static @Nullable LibpqProgram build() throws IOException, InterruptedException {
    String headers = Programs.output(List.of("pg_config", "--includedir"));
    String libraries = Programs.output(List.of("pg_config", "--libdir"));
    if (headers == null || libraries == null) {
      return null;
    }
    Path directory = Files.createTempDirectory("psycopg4j-benchmarks-libpq");
    Path source = directory.resolve(SOURCE);
    Path program = directory.resolve(NAME);
    try (InputStream file = LibpqProgram.class.getResourceAsStream(SOURCE)) {
      if (file == null) {
        throw new IOException(SOURCE + " is not among the classes");
      }
      Files.copy(file, source);
    }
    String compiled =
        Programs.output(
            List.of(
                "cc",
                "-O2",
                "-std=gnu11",
                "-I" + headers.strip(),
                source.toString(),
                "-o",
                program.toString(),
                "-L" + libraries.strip(),
                "-lpq"));
    String version =
        compiled == null ? null : Programs.output(List.of(program.toString(), "--version"));
    LibpqProgram built = new LibpqProgram(directory, version == null ? "" : version.strip());
    if (version == null) {
      built.close();
      return null;
    }
    return built;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> workloads() {
    return Set.of("A0", "A", "A-unix", "C", "C-text", "E", "H");
  }

  @Override
  public Map<String, String> versions() {
    return Map.of(NAME, version.substring(version.indexOf(' ') + 1));
  }

  @Override
  public List<String> command(Tables tables) {
    return List.of(
        directory.resolve(NAME).toString(),
        Integer.toString(tables.lookupRows()),
        Tables.SELECT_ONE,
        Tables.numbered(Tables.LOOKUP),
        Tables.SCAN,
        Tables.SCANNED,
        Tables.SCRAM_USER,
        Tables.SCRAM_PASSWORD);
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve(NAME));
    Files.deleteIfExists(directory.resolve(SOURCE));
    Files.delete(directory);
  }
}
