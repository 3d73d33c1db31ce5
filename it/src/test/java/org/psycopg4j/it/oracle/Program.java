// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Steps that are done on a new connection, one after the other (programs.py). */
record Program(String title, List<Step> steps) {
  /** The programs of a file. */
  static List<Program> read(String file) {
    List<Program> programs = new ArrayList<>();
    List<Step> steps = List.of();
    for (String line : lines(file)) {
      String[] fields = line.split("\t", -1);
      if (line.startsWith("# ")) {
        int alike = fields.length > 1 ? Integer.parseInt(fields[1]) : 0;
        steps = new ArrayList<>(steps.subList(0, alike));
        programs.add(new Program(fields[0].substring(2), steps));
      } else {
        steps.add(step(fields));
      }
    }
    return programs;
  }

  /** The lines of a file of vectors. */
  static List<String> lines(String file) {
    try (InputStream in = Objects.requireNonNull(Program.class.getResourceAsStream(file), file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step step(String[] fields) {
    Map<String, String> changes = new LinkedHashMap<>();
    List<String> sent = List.of();
    for (int i = 2; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      String name = fields[i].substring(0, equals);
      String value = fields[i].substring(equals + 1);
      if (name.equals("sent")) {
        sent = ((List<?>) Notation.value(value)).stream().map(String.class::cast).toList();
      } else {
        changes.put(name, value.equals("same") ? statement(fields[0]) : value);
      }
    }
    return new Step(fields[0], fields[1], changes, sent);
  }

  /** The statement of an execute step, as it is written there. */
  private static String statement(String step) {
    return Values.show(Notation.call(step.substring(step.indexOf('.') + 1)).text(0));
  }
}
