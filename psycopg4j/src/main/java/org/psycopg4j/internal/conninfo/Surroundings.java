// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a process finds around it when it connects: environment variables, its user's name and home.
 *
 * @param variables the value of an environment variable by its name; null if it is not set
 * @param user the operating system's user
 * @param home the user's home directory
 */
record Surroundings(UnaryOperator<@Nullable String> variables, String user, Path home) {
  /* libpq was told one of them when it was built: Debian's and other distributions' first. */
  private static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

  /* It never changes, and to ask the system for forty variables takes a while. */
  private static final Map<String, String> ENVIRONMENT = Map.copyOf(System.getenv());

  /** Those of this JVM. A system property of a variable's name stands before the variable. */
  static Surroundings ofProcess() {
    return new Surroundings(
        name -> System.getProperty(name, ENVIRONMENT.get(name)),
        System.getProperty("user.name", ""),
        Path.of(System.getProperty("user.home", "")));
  }

  /** The value of a variable; null if it is not set, or empty. */
  @Nullable String variable(String name) {
    String value = variables.apply(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Where a server on this machine listens at that port; null if nobody is to be seen. */
  @Nullable String socketDirectory(int port) {
    for (String directory : SOCKET_DIRECTORIES) {
      if (Files.exists(Path.of(directory, ".s.PGSQL." + port))) {
        return directory;
      }
    }
    return null;
  }

  /** Whether a directory is where servers on this machine are looked for. */
  static boolean isSocketDirectory(String directory) {
    return SOCKET_DIRECTORIES.contains(directory);
  }

  /** Where a user's own file is: libpq's places on Unix and on Windows. */
  Path ownFile(String onUnix, String onWindows) {
    String roaming = variable("APPDATA");
    return roaming != null && isWindows()
        ? Path.of(roaming, "postgresql", onWindows)
        : home.resolve(onUnix);
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
