// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of certificates or a key.
 *
 * @param name where it is, as errors call it; {@link TlsSettings#SYSTEM} is no file
 * @param isSet whether somebody has named it, so that it has to be there
 */
public record TlsFile(String name, boolean isSet) {

  /** The file that was set; else that in the user's own directory. */
  static TlsFile of(String set, String usual, Surroundings around) {
    return set.isEmpty()
        ? new TlsFile(around.ownFile(".postgresql/" + usual, usual).toString(), false)
        : new TlsFile(set, true);
  }

  /** Where it is. */
  public Path path() {
    return Path.of(name);
  }

  /** Whether there is such a file. */
  public boolean exists() {
    return Files.exists(path());
  }
}
