// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The versions of what is measured, out of the names of its jars. */
final class Libraries {
  /** Artifacts, in the report's order; what is not on the class path is left out. */
  static final List<String> MEASURED =
      List.of(
          "psycopg4j",
          "scram-client",
          "postgresql",
          "vertx-pg-client",
          "vertx-core",
          "netty-transport-native-epoll",
          "r2dbc-postgresql",
          "HikariCP",
          "commons-pool2");

  private static final Pattern SYSTEM = Pattern.compile("(-(linux|osx|windows)-.*)?\\.jar$");

  private Libraries() {}

  /** Of those that a class path has: {@code postgresql} is {@code 42.7.14}. */
  static Map<String, String> versions(List<String> classPath) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String artifact : MEASURED) {
      for (String path : classPath) {
        String version = version(artifact, Path.of(path));
        if (version != null) {
          versions.put(artifact, version);
        }
      }
    }
    return versions;
  }

  /*
   * A jar is named ARTIFACT-VERSION.jar, and a version begins with a digit; what is made for one
   * system has that behind its version.
   */
  private static @Nullable String version(String artifact, Path path) {
    String file = path.getFileName().toString();
    String prefix = artifact + "-";
    if (file.startsWith(prefix)
        && file.endsWith(".jar")
        && Character.isDigit(file.charAt(prefix.length()))) {
      return SYSTEM.matcher(file.substring(prefix.length())).replaceFirst("");
    }
    // Where Maven builds all modules at once, a module is its directory of classes.
    boolean built =
        path.endsWith(Path.of("target", "classes"))
            && path.getNameCount() > 2
            && path.getName(path.getNameCount() - 3).toString().equals(artifact);
    return built ? "of this checkout" : null;
  }
}
