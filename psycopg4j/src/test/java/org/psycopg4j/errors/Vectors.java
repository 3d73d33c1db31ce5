// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What psycopg2 did, as the scripts beside the files wrote it down: a line each, tabs between. */
final class Vectors {
  private Vectors() {}

  static List<List<String>> read(String file) throws IOException {
    var stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      return reader
          .lines()
          .map(line -> Arrays.stream(line.split("\t", -1)).map(Vectors::unescape).toList())
          .collect(Collectors.toList());
    }
  }

  /** The fields of a report: a code and a value each. */
  static Diagnostics diagnostics(List<String> fields) {
    Map<Character, String> map = new TreeMap<>();
    fields.forEach(field -> map.put(field.charAt(0), field.substring(1)));
    return Diagnostics.of(map);
  }

  /** Our name of one of psycopg2's classes. */
  static String javaName(String psycopgName) {
    return switch (psycopgName) {
      case "DataException" -> "DataException_"; // the leaf: psycopg2's base is DataError
      case "DataError",
          "DatabaseError",
          "IntegrityError",
          "InterfaceError",
          "InternalError",
          "NotSupportedError",
          "OperationalError",
          "ProgrammingError",
          "QueryCanceledError",
          "TransactionRollbackError" ->
          psycopgName.replaceFirst("Error$", "Exception");
      default -> psycopgName;
    };
  }

  private static String unescape(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        c =
            switch (field.charAt(++i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> '\\';
            };
      }
      text.append(c);
    }
    return text.toString();
  }
}
