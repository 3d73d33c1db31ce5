// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where unpacked servers are kept: one directory per user, or where {@link Setting#CACHE} says.
 * What is in it is whole, whoever died while making it.
 */
final class Cache {
  private static final int LOCK_SECONDS = 180;

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

  /** Fills a directory. */
  @FunctionalInterface
  interface Maker {
    void make(Path directory) throws IOException;
  }

  /** Makes a directory, unless it is there: aside, and moved into place in one step. */
  static void makeOnce(Path directory, Maker maker) throws IOException {
    if (Files.exists(directory)) {
      return;
    }
    Path lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
    Path aside = directory.resolveSibling(directory.getFileName() + ".part");
    InterProcessLock lock = InterProcessLock.acquire(lockFile, LOCK_SECONDS);
    try {
      if (Files.exists(directory)) {
        return; // made by the one who had the lock before us
      }
      FileTree.delete(aside); // left by one who died
      Files.createDirectory(aside);
      FileTree.mode(aside, "rwxr-xr-x");
      maker.make(aside);
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      lock.close();
    }
  }
}
