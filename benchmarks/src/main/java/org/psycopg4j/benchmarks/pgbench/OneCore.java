// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a process is given one processor, where the system has a way: Linux's taskset. */
final class OneCore {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private OneCore() {}

  /** What to put before a command; nothing if there is no way. */
  static List<String> prefix() {
    if (!isOnPath("taskset") || !Files.isReadable(STATUS)) {
      return List.of();
    }
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(ALLOWED)) {
          return List.of("taskset", "-c", last(line.substring(ALLOWED.length())));
        }
      }
      return List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The last processor of a list such as {@code 0-3,8}. */
  static String last(String processors) {
    String list = processors.strip();
    return list.substring(Math.max(list.lastIndexOf(','), list.lastIndexOf('-')) + 1);
  }

  private static boolean isOnPath(String program) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
