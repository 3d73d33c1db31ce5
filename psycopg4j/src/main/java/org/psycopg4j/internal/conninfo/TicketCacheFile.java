// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where kinit leaves a user's tickets: the file that KRB5CCNAME names, or {@code /tmp/krb5cc_} and
 * the user's number. To look whether it exists is all that a connection costs who has none.
 */
final class TicketCacheFile {
  private static final String FILE = "FILE:";

  private TicketCacheFile() {}

  /** The file; null if there is none, or the tickets are kept elsewhere than in a file. */
  static @Nullable Path of(Surroundings around) {
    try {
      String named = around.variable("KRB5CCNAME");
      Path file = named == null ? usual(around) : Path.of(withoutType(named));
      return Files.isRegularFile(file) ? file : null;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null; // a system, or a name, that has no such files
    }
  }

  private static String withoutType(String name) throws InvalidPathException {
    return name.startsWith(FILE) ? name.substring(FILE.length()) : name;
  }

  private static Path usual(Surroundings around) throws IOException {
    Path ours = Path.of("/proc/self");
    Path owned = Files.exists(ours) ? ours : around.home();
    return Path.of("/tmp/krb5cc_" + Files.getAttribute(owned, "unix:uid"));
  }
}
