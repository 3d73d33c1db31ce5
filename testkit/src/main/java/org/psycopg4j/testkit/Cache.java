// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where unpacked servers are kept: one directory per user, or where {@link Setting#CACHE} says. */
final class Cache {
  private Cache() {}

  static Path directory() throws IOException {
    String setting = Setting.CACHE.value();
    Path directory = (setting != null ? Path.of(setting) : usual()).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      FileTree.mode(directory, "rwxr-xr-x");
    }
    return directory;
  }

  private static Path usual() {
    String name = "psycopg4j-testkit";
    Path home = Path.of(System.getProperty("user.home", "."));
    String os = System.getProperty("os.name", "");
    if (os.startsWith("Windows")) {
      return variable("LOCALAPPDATA", home.resolve("AppData").resolve("Local")).resolve(name);
    } else if (os.startsWith("Mac")) {
      return home.resolve("Library").resolve("Caches").resolve(name);
    } else if (System.getProperty("user.name", "").equals("root")) {
      // The user that runs the server for root cannot look into root's home.
      return Path.of("/var/cache").resolve(name);
    }
    return variable("XDG_CACHE_HOME", home.resolve(".cache")).resolve(name);
  }

  private static Path variable(String name, Path otherwise) {
    @Nullable String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : Path.of(value);
  }
}
