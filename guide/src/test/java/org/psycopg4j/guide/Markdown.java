// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document, and what is wrong with it: Java that is no region of a source file, links to files
 * that are not there.
 *
 * @param root where the sources' names begin
 * @param file the document
 */
record Markdown(Path root, Path file) {
  private static final Pattern SOURCE = Pattern.compile("<!-- (\\S+\\.java)#([\\w-]+) -->");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)\\s]*)?\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  /** What is wrong, a line each. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    String lastLine = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = closing(lines, i);
        if (line.equals("```java")) {
          snippet(lastLine, lines.subList(i + 1, end), faults, i + 1);
        }
        i = end;
      } else {
        links(line, faults, i + 1);
      }
      lastLine = line.isBlank() ? lastLine : line;
    }
    return faults;
  }

  /** How many blocks of Java there are. */
  int snippets() throws IOException {
    return Collections.frequency(Files.readAllLines(file), "```java");
  }

  private static int closing(List<String> lines, int opening) {
    for (int i = opening + 1; i < lines.size(); i++) {
      if (lines.get(i).equals("```")) {
        return i;
      }
    }
    return lines.size();
  }

  private void snippet(String comment, List<String> snippet, List<String> faults, int number)
      throws IOException {
    Matcher source = SOURCE.matcher(comment);
    if (!source.matches()) {
      faults.add("%s:%d: no comment names the source of this Java".formatted(file, number));
      return;
    }
    Path java = root.resolve(source.group(1));
    List<String> region =
        Files.exists(java) ? Region.of(Files.readAllLines(java), source.group(2)) : List.of();
    if (!partOf(region, snippet)) {
      faults.add(
          "%s:%d: this Java is not in %s#%s"
              .formatted(file, number, source.group(1), source.group(2)));
    }
  }

  /** Whether the snippet is consecutive lines of the region, however indented. */
  private static boolean partOf(List<String> region, List<String> snippet) {
    List<String> wanted = Region.dedented(snippet);
    if (wanted.isEmpty()) {
      return false;
    }
    for (int i = 0; i + wanted.size() <= region.size(); i++) {
      if (Region.dedented(region.subList(i, i + wanted.size())).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private void links(String line, List<String> faults, int number) {
    Matcher link = LINK.matcher(line);
    while (link.find()) {
      String target = link.group(1);
      if (!ELSEWHERE.matcher(target).matches()
          && !Files.exists(file.resolveSibling(target).normalize())) {
        faults.add("%s:%d: there is no %s".formatted(file, number, target));
      }
    }
  }
}
