// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.RunFile;
import org.psycopg4j.benchmarks.results.Slice;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  @TempDir Path directory;

  @Test
  void aPageAndTwoChartsForEachWorkload() throws IOException {
    Report.write(SampleRun.run(), directory);
    assertThat(files(directory).keySet())
        .containsExactlyInAnyOrder(
            "index.md",
            "results.json",
            "figures/summary.svg",
            "figures/A.md",
            "figures/A-cpu.svg",
            "figures/A-bytes.svg",
            "figures/check-out.md",
            "figures/check-out-cpu.svg",
            "figures/check-out-bytes.svg");
  }

  @Test
  void theFirstPageTellsHowPsycopg4jStands() throws IOException {
    String index = Files.readString(Report.write(SampleRun.run(), directory));
    assertThat(index)
        .contains("Measured on 2026-01-31")
        .doesNotContain("Python")
        .contains(
            "| [A](figures/A.md) | 5,500/op | 0.55 | 0.69 (other) | 1.38 | 8 | 0.50 | 1.00 | 2 of 2 |")
        .contains("| [check-out](figures/check-out.md) | 1,000/op | 0.50 | 0.50 (HikariCP) |  |")
        .contains(
            "| A | client CPU ≤ 0.95 × pgjdbc | 0.55 (0.50–0.60) | **met** | 5,500 ns/op | 0.55 | 0.69 (other) | 1.38 |")
        .contains("| A | bytes ≤ 400 | 8 (8–8) | **met** |")
        .contains("client CPU ≤ 0.72 × the floor in A |  | not measured |");
  }

  @Test
  void anotherDriverOfOursThatHasGoalsHasALine() throws IOException {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("psycopg4j", List.of(new Slice(10, 2000, 5000, 5000)));
    slices.put("psycopg4j async", List.of(new Slice(10, 300, 10, 2500)));
    slices.put("pgjdbc", List.of(new Slice(10, 1000, 5, 5000)));
    Measured measured = new Measured("G", "look-ups", "MiB", "pgjdbc", "1:a", slices);
    Run run = SampleRun.run(List.of(measured));
    assertThat(Files.readString(Report.write(run, directory)))
        .contains(
            "| [G](figures/G.md) | 200/MiB | 2.00 | 2.00 (pgjdbc) |  | 500 |  | 1.00 |  |\n"
                + "| [G](figures/G.md) psycopg4j async | 30/MiB | 0.30 | 0.30 (pgjdbc) |  | 1 |  |"
                + " 2.00 | 2 of 2 |\n");
    assertThat(Files.readString(directory.resolve("figures/G.md"))).contains("| MiB/s |");
  }

  @Test
  void bytesThatNobodyCountsAreADashAndNoBestPeer() throws IOException {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("psycopg4j", List.of(new Slice(10, 2000, 5000, 5000)));
    slices.put("pgjdbc", List.of(new Slice(10, 4000, 10_000, 5000)));
    slices.put("psycopg2", List.of(new Slice(10, 1000, Slice.NOT_COUNTED, 5000)));
    Measured measured = new Measured("A", "one row by its key", "op", "pgjdbc", "1:a", slices);
    assertThat(new Lineup(measured).bestPeer(Metric.CPU)).isEqualTo("psycopg2");
    assertThat(new Lineup(measured).bestPeer(Metric.BYTES)).isEqualTo("pgjdbc");
    Path index = Report.write(SampleRun.run(List.of(measured)), directory);
    assertThat(Files.readString(index)).contains(PythonPeers.METHOD, PythonPeers.UNFAIR);
    assertThat(Files.readString(directory.resolve("figures/A.md")))
        .contains("| psycopg2 | 100 | 0.25 (0.25–0.25) |  | – |  | 2,000,000 | 1.00 (1.00–1.00) |");
    assertThat(RunFile.read(directory.resolve("results.json")).workloads())
        .containsExactly(measured);
  }

  @Test
  void withoutAnyBytesThereIsNoChartOfThem() throws IOException {
    Map<String, List<Slice>> slices =
        Map.of("psycopg2", List.of(new Slice(10, 1000, Slice.NOT_COUNTED, 5000)));
    Measured measured = new Measured("A", "one row by its key", "op", "pgjdbc", "1:a", slices);
    Report.write(SampleRun.run(List.of(measured)), directory);
    assertThat(directory.resolve("figures/A-bytes.svg")).doesNotExist();
    assertThat(Files.readString(directory.resolve("figures/A.md"))).doesNotContain("A-bytes");
  }

  @Test
  void goalsThatAreNotMetStandWithTheirNotes() throws IOException {
    Map<String, List<Slice>> slices = new TreeMap<>();
    slices.put("psycopg4j", List.of(new Slice(10, 1000, 5000, 5000)));
    slices.put("pgjdbc", List.of(new Slice(10, 1000, 5000, 5000)));
    Measured measured = new Measured("A", "one row by its key", "op", "pgjdbc", "1:a", slices);
    Run run = SampleRun.run(List.of(measured));
    String bare = Files.readString(Report.write(run, directory));
    assertThat(bare)
        .contains(
            """
            ## Goals that are not met

            ### A

            - client CPU ≤ 0.95 × pgjdbc: reached 1.00 (1.00–1.00)
            - bytes ≤ 400: reached 500 (500–500)

            Not explained yet.
            """);
    Files.writeString(
        directory.resolve("notes.md"), "# Notes\n\n## A\n\nIt is *so*.\n\nNext.\n\n## C\nOther.\n");
    String explained = Files.readString(Report.write(run, directory));
    assertThat(explained)
        .isEqualTo(bare.replace("Not explained yet.", "It is *so*.\n\nNext."))
        .doesNotContain("Other.");
    assertThat(directory.resolve("notes.md")).exists();
  }

  @Test
  void goalsThatAreAllMetNeedNoNotes() throws IOException {
    Files.writeString(directory.resolve("notes.md"), "## A\nOutdated.\n");
    assertThat(Files.readString(Report.write(SampleRun.run(), directory)))
        .doesNotContain("not met\n", "Outdated.");
  }

  @Test
  void theMethodIsInEveryReport() throws IOException {
    String index = Files.readString(Report.write(SampleRun.run(), directory));
    for (String report : List.of(index, Report.text(SampleRun.run()))) {
      assertThat(report)
          .contains("Some Processor, 2 processors, 4,096 MiB, Linux 6.1 amd64; load average")
          .contains("PostgreSQL 18.0, started for this run alone: jit = off.")
          .contains("postgresql 42.7.14")
          .contains("2 rounds of 500 ms after 2,500 ms of warm-up")
          .contains("This was a short run")
          .contains("differ most in A: the dearest took 20 % more CPU")
          .contains("## What is not fair");
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Report.write(SampleRun.run(), directory);
    for (String page : List.of("index.md", "figures/A.md", "figures/check-out.md")) {
      Path file = directory.resolve(page);
      List<String> links = new ArrayList<>();
      Matcher matcher = LINK.matcher(Files.readString(file));
      while (matcher.find()) {
        links.add(matcher.group(1));
      }
      assertThat(links).isNotEmpty();
      assertThat(links).allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }
  }

  @Test
  void theSameRunIsTheSameReport() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    Report.write(SampleRun.run(), first);
    Report.write(RunFile.read(first.resolve("results.json")), second);
    assertThat(files(second)).isEqualTo(files(first));
  }

  @Test
  void workloadsThatAreGoneLeaveNothingBehind() throws IOException {
    Report.write(SampleRun.run(), directory);
    Path others = Files.writeString(directory.resolve("figures/mine.md"), "kept");
    Report.write(SampleRun.run(List.of(SampleRun.lookup())), directory);
    assertThat(files(directory.resolve("figures")).keySet())
        .containsExactlyInAnyOrder(
            "summary.svg", "A.md", "A-cpu.svg", "A-bytes.svg", others.getFileName().toString());
  }

  @Test
  void aChartIsXmlAndHasABarForEachDriver() throws Exception {
    Report.write(SampleRun.run(), directory);
    String one = Files.readString(directory.resolve("figures/check-out-cpu.svg"));
    String two = Files.readString(directory.resolve("figures/A-cpu.svg"));
    assertThat(height(one)).isEqualTo(48 + 2 * 32);
    assertThat(height(two)).isEqualTo(48 + 5 * 32);
  }

  @Test
  void whatTookLessThanATickIsNoReference() throws IOException {
    Map<String, List<Slice>> slices = new TreeMap<>();
    slices.put("psycopg4j", List.of(new Slice(10, 1000, 100, 5000)));
    slices.put("pgjdbc", List.of(new Slice(10, 2000, 100, 5000)));
    slices.put("floor", List.of(new Slice(10, 0, 0, 5000)));
    Measured measured = new Measured("A", "one row by its key", "op", "pgjdbc", "1:a", slices);
    String index = Files.readString(Report.write(SampleRun.run(List.of(measured)), directory));
    assertThat(index).contains("| 100/op | 0.50 | 0.50 (pgjdbc) |  | 10 |");
    assertThat(Files.readString(directory.resolve("figures/A.md")))
        .contains("Client CPU per op in ns:");
  }

  private static int height(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    return Integer.parseInt(
        builder
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement()
            .getAttribute("height"));
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readString(path));
      }
    }
    return files;
  }
}
