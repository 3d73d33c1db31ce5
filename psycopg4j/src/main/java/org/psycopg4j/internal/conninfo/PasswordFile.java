// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of passwords (manual: "The Password File"), each line {@code
 * host:port:database:user:password} with {@code *} for any, and a backslash before a colon or a
 * backslash that is meant. The first line that fits counts; what stands behind another colon is
 * ignored. A file that others may read is not used, which is logged.
 *
 * @param path where it is
 */
record PasswordFile(Path path) {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private static final int FIELDS = 4; // before the password

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** Where the user's own is. */
  static Path ofUser(Surroundings around) {
    return around.ownFile(".pgpass", "pgpass.conf"); // PGPASSFILE is the keyword's
  }

  /** The password for a server's database and role; null if the file has none, or isn't used. */
  @Nullable String password(String host, int port, String database, String user) {
    if (!mayBeUsed()) {
      return null;
    }
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) {
        List<String> fields = line.startsWith("#") ? List.of() : fields(line);
        if (fields.size() > FIELDS
            && matches(fields.get(0), host)
            && matches(fields.get(1), Integer.toString(port))
            && matches(fields.get(2), database)
            && matches(fields.get(3), user)) {
          String password = unescaped(fields.get(FIELDS));
          return password.isEmpty() ? null : password;
        }
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "could not read password file \"{0}\"", path);
    }
    return null;
  }

  private boolean mayBeUsed() {
    if (!Files.exists(path)) {
      return false;
    } else if (!Files.isRegularFile(path)) {
      LOGGER.log(Level.WARNING, "password file \"{0}\" is not a plain file", path);
      return false;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, new LinkOption[0]);
      if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
        LOGGER.log(
            Level.WARNING,
            "password file \"{0}\" has group or world access; permissions should be u=rw (0600) or"
                + " less",
            path);
        return false;
      }
    } catch (IOException | UnsupportedOperationException e) {
      // There are no such permissions on Windows: the file's directory is the user's own.
    }
    return true;
  }

  private static boolean matches(String field, String wanted) {
    return field.equals("*") || unescaped(field).equals(wanted);
  }

  /** The fields as they are written. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length() && fields.size() <= FIELDS; i++) {
      if (i == line.length() || line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      } else if (line.charAt(i) == '\\') {
        i = Math.min(i + 1, line.length() - 1);
      }
    }
    return fields;
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean escapes = c == '\\' && i + 1 < field.length();
      text.append(escapes ? field.charAt(++i) : c);
    }
    return text.toString();
  }
}
