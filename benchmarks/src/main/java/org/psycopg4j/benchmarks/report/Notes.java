// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people have to say of goals that are not met: why, and what would be next. It is written by
 * hand into {@link Layout#NOTES}, in the report's directory: Markdown with a heading of the second
 * level for each workload, which is its name.
 */
final class Notes {
  private static final Pattern HEADING = Pattern.compile("(?m)^## +(.+?) *\\R");
  private static final Notes NONE = new Notes(Map.of());

  private final Map<String, String> byWorkload;

  private Notes(Map<String, String> byWorkload) {
    this.byWorkload = byWorkload;
  }

  /** Reads a directory's notes; without a file there are none. */
  static Notes in(Path directory) throws IOException {
    Path file = directory.resolve(Layout.NOTES);
    return Files.exists(file) ? of(Files.readString(file)) : NONE;
  }

  /**
   * Reads notes.
   *
   * @throws IllegalArgumentException if there is a heading that is no workload with a goal, or one
   *     that is there twice
   */
  static Notes of(String markdown) {
    Set<String> workloads =
        Goals.all().stream().map(Goal::workload).collect(Collectors.toCollection(TreeSet::new));
    String[] names =
        HEADING.matcher(markdown).results().map(found -> found.group(1)).toArray(String[]::new);
    int[] starts = HEADING.matcher(markdown).results().mapToInt(MatchResult::start).toArray();
    int[] ends = HEADING.matcher(markdown).results().mapToInt(MatchResult::end).toArray();
    Map<String, String> notes = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (!workloads.contains(names[i])) {
        throw new IllegalArgumentException(
            "notes on %s, which has no goal; those with one: %s".formatted(names[i], workloads));
      }
      int end = i + 1 < names.length ? starts[i + 1] : markdown.length();
      if (notes.put(names[i], markdown.substring(ends[i], end).strip()) != null) {
        throw new IllegalArgumentException("notes on " + names[i] + " twice");
      }
    }
    return new Notes(notes);
  }

  /** What is said of a workload; empty if nothing. */
  String on(String workload) {
    return byWorkload.getOrDefault(workload, "");
  }
}
