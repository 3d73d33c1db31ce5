// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A process's surroundings that a test makes up. */
final class Around {
  private final Map<String, String> variables = new HashMap<>();
  private final Path home;

  Around(Path home) {
    this.home = home;
  }

  Around variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Writes a file of the user's; returns its path. */
  Path file(String name, String permissions, String text) {
    Path file = home.resolve(name);
    try {
      Files.deleteIfExists(file); // which may be read-only
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  Around serviceFile(String text) {
    return variable("PGSERVICEFILE", file("services", "rw-r--r--", text).toString());
  }

  Surroundings get() {
    return new Surroundings(variables::get, "os-user", home);
  }

  ConnInfo connInfo(String dsn) {
    return new ConnInfo(Dsn.parse(dsn), null, null, get());
  }
}
