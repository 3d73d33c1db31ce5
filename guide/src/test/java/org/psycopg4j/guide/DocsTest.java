// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.testkit.PostgresServer;

/** What the documents say is so. */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "guide")).resolve("..");

  @Test
  void javaInTheDocumentsIsCodeThatRunsAndTheirLinksLeadSomewhere() throws IOException {
    List<String> faults = new ArrayList<>();
    int snippets = 0;
    for (Path file : documents()) {
      Markdown document = new Markdown(ROOT, file);
      faults.addAll(document.faults());
      snippets += document.snippets();
    }
    assertThat(faults).isEmpty();
    assertThat(snippets).isPositive();
  }

  @Test
  void theTableOfValuesIsTrue() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<List<String>> rows = valueRows();
    assertThat(rows).hasSizeGreaterThan(15);
    try (Connection conn = Psycopg.connect(PostgresServer.shared().dsn())) {
      for (List<String> row : rows) {
        String example = row.get(1);
        Object value = conn.cursor().execute("SELECT " + example).fetchOne().get(0);
        String type = value instanceof List ? "List" : value.getClass().getSimpleName();
        if (!row.get(3).replaceFirst("[,; ].*", "").equals(type)) {
          wrong.add("%s is a %s, not a %s".formatted(example, type, row.get(3)));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> documents =
          Stream.concat(top, docs)
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .toList();
      assertThat(documents).contains(ROOT.resolve("README.md"));
      return documents;
    }
  }

  /** The cells of the rows that have an example, without their code marks. */
  private static List<List<String>> valueRows() throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("docs/from-psycopg2.md"));
    return lines.subList(lines.indexOf("## Values"), lines.size()).stream()
        .takeWhile(line -> line.equals("## Values") || !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.replace("`", "").replaceAll("^\\| | \\|$", "").split(" \\| "))
        .map(Arrays::asList)
        .toList();
  }
}
