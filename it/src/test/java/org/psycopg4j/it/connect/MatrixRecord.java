// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What came of each way to connect by libpq, to each version of the server: a line has the way, the
 * versions, and the outcome, with tabs in between.
 */
final class MatrixRecord {
  private static final String NAME = "matrix.tsv";

  private final Map<String, TreeMap<Integer, String>> outcomes = new LinkedHashMap<>();

  /** The one that is kept. */
  static MatrixRecord kept() throws IOException {
    MatrixRecord kept = new MatrixRecord();
    try (InputStream in = MatrixRecord.class.getResourceAsStream(NAME)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().forEach(kept::read);
    }
    return kept;
  }

  private void read(String line) {
    String[] fields = line.split("\t", -1);
    String[] range = fields[1].split("-", -1);
    for (int v = Integer.parseInt(range[0]); v <= Integer.parseInt(range[1]); v++) {
      put(v, fields[0], fields[2]);
    }
  }

  void put(int version, String way, String outcome) {
    outcomes.computeIfAbsent(way, w -> new TreeMap<>()).put(version, outcome);
  }

  /** What came of each way to connect to a version. */
  Map<String, String> of(int version) {
    Map<String, String> all = new LinkedHashMap<>();
    outcomes.forEach((way, byVersion) -> all.put(way, byVersion.get(version)));
    return all;
  }

  /** Neighbouring versions with the same outcome. */
  record Group(int first, int last, String outcome) {
    String versions() {
      return first == last ? Integer.toString(first) : first + "–" + last;
    }
  }

  List<Group> groups(String way) {
    List<Group> groups = new ArrayList<>();
    outcomes
        .get(way)
        .forEach(
            (version, outcome) -> {
              int end = groups.size() - 1;
              if (end >= 0 && groups.get(end).outcome().equals(outcome)) {
                groups.set(end, new Group(groups.get(end).first(), version, outcome));
              } else {
                groups.add(new Group(version, version, outcome));
              }
            });
    return groups;
  }

  /** Keeps it in place of the one that was kept. */
  void keep(Path resources) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String way : outcomes.keySet()) {
      for (Group group : groups(way)) {
        text.append("%s\t%d-%d\t%s\n".formatted(way, group.first(), group.last(), group.outcome()));
      }
    }
    Files.writeString(resources.resolve(NAME), text);
  }
}
