// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A JDK that drivers run on.
 *
 * @param home where it is
 * @param suffix what the drivers' names get; nothing for the first JDK, on which the peers are that
 *     the others are compared with
 */
record Java(Path home, String suffix) {

  /** Those that were asked for, or the one that runs this program. */
  static List<Java> of(List<Path> homes) throws IOException {
    if (homes.isEmpty()) {
      return List.of(new Java(Path.of(System.getProperty("java.home")), ""));
    }
    List<Java> all = new ArrayList<>();
    for (Path home : homes) {
      all.add(new Java(home, all.isEmpty() ? "" : ", JDK " + version(home)));
    }
    return all;
  }

  /** What the JDK's file "release" says. */
  static String version(Path home) throws IOException {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
      release.load(file);
    }
    return release.getProperty("JAVA_VERSION", "of " + home.getFileName()).replace("\"", "");
  }

  String program() {
    return home.resolve(Path.of("bin", "java")).toString();
  }
}
