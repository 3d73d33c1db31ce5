// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * Files of named groups of settings (manual: "The Connection Service File"): the user's own, then
 * the system's. Lines are {@code [service]}, {@code keyword=value}, or comments with {@code #}.
 */
final class ServiceFile {
  private static final int LONGEST_LINE = 1023;

  private final Path path;
  private final String service;

  private ServiceFile(Path path, String service) {
    this.path = path;
    this.service = service;
  }

  /**
   * The settings of a service.
   *
   * @throws OperationalException if no file has it, or one can't be understood
   */
  static Map<String, String> settings(String service, Surroundings around) {
    String named = around.variable("PGSERVICEFILE");
    Path own =
        named == null ? around.ownFile(".pg_service.conf", ".pg_service.conf") : Path.of(named);
    if (named != null && !Files.exists(own)) {
      throw new OperationalException("service file \"%s\" not found".formatted(named));
    }
    for (Path path : List.of(own, ofSystem(around))) {
      Map<String, String> found = Files.exists(path) ? new ServiceFile(path, service).read() : null;
      if (found != null) {
        return found;
      }
    }
    throw new OperationalException("definition of service \"%s\" not found".formatted(service));
  }

  /* libpq was told this place when it was built: Debian's, for there is none that all agree on. */
  private static Path ofSystem(Surroundings around) {
    String directory = around.variable("PGSYSCONFDIR");
    return Path.of(directory == null ? "/etc/postgresql-common" : directory, "pg_service.conf");
  }

  /** The settings of the service's first group; null if there is none. */
  private @Nullable Map<String, String> read() {
    Map<String, String> settings = null;
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        number++;
        if (line.length() > LONGEST_LINE) {
          throw new OperationalException(
              "line %d too long in service file \"%s\"".formatted(number, path));
        }
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        if (text.startsWith("[")) {
          if (settings != null) {
            break;
          }
          settings = text.startsWith("[" + service + "]") ? new LinkedHashMap<>() : null;
        } else if (settings != null) {
          add(text, number, settings);
        }
      }
    } catch (IOException e) {
      throw new OperationalException(
          "could not read service file \"%s\": %s".formatted(path, e.getMessage()), e);
    }
    return settings;
  }

  /** Of several values of a keyword the first one counts. */
  private void add(String line, int number, Map<String, String> settings) {
    int equals = line.indexOf('=');
    String keyword = equals < 0 ? line : line.substring(0, equals);
    if (keyword.equals(Keyword.SERVICE.keyword())) {
      throw new OperationalException(
          "nested service specifications not supported in service file \"%s\", line %d"
              .formatted(path, number));
    }
    if (equals < 0 || Keyword.of(keyword) == null) {
      throw new OperationalException(
          "syntax error in service file \"%s\", line %d".formatted(path, number));
    }
    settings.putIfAbsent(keyword, line.substring(equals + 1));
  }
}
