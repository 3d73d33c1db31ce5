// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.RunFile;

/** A run's report: one text, or a directory of pages and charts. */
public final class Report {
  private Report() {}

  /** The figures and the method as one text, without charts and goals. */
  public static String text(Run run) {
    Markdown text = new Markdown();
    text.title("psycopg4j beside its peers");
    text.paragraph(
        "Figures are medians over the rounds, ratios medians of the rounds' ratios, with the least"
            + " and the largest.");
    for (Measured measured : run.workloads()) {
      text.heading(measured.name() + ": " + measured.title());
      WorkloadTable.add(measured, text);
    }
    Method.add(run, text);
    return text.toString();
  }

  /**
   * Writes {@code index.md}, {@code results.json}, and below {@code figures} the workloads' pages
   * and charts. What an earlier report wrote of workloads that this run lacks is deleted. The first
   * page has what {@code notes.md} says there of goals that are not met.
   *
   * @return the first page
   * @throws IllegalArgumentException if there are notes on what has no goal; results and figures
   *     are written by then
   */
  public static Path write(Run run, Path directory) throws IOException {
    Path figures = Files.createDirectories(directory.resolve(Layout.FIGURES));
    Path results = directory.resolve(Layout.RESULTS);
    if (Files.exists(results)) {
      delete(RunFile.read(results), figures);
    }
    Files.writeString(results, RunFile.text(run));
    List<Verdict> verdicts = Goals.all().stream().map(goal -> Verdict.of(goal, run)).toList();
    for (Measured measured : run.workloads()) {
      write(measured, verdicts, figures);
    }
    String summary = Charts.summary(run);
    if (summary != null) {
      Files.writeString(figures.resolve(Layout.SUMMARY_CHART), summary);
    }
    Path index = directory.resolve(Layout.INDEX);
    Notes notes = Notes.in(directory);
    return Files.writeString(index, IndexPage.text(run, verdicts, notes, summary != null));
  }

  private static void write(Measured measured, List<Verdict> verdicts, Path figures)
      throws IOException {
    String name = measured.name();
    List<Verdict> own =
        verdicts.stream().filter(verdict -> verdict.goal().workload().equals(name)).toList();
    String bytes = Charts.bytes(measured);
    String page = WorkloadPage.text(measured, own, bytes != null);
    Files.writeString(figures.resolve(Layout.page(name)), page);
    Files.writeString(figures.resolve(Layout.cpuChart(name)), Charts.cpu(measured));
    if (bytes != null) {
      Files.writeString(figures.resolve(Layout.bytesChart(name)), bytes);
    }
  }

  private static void delete(Run earlier, Path figures) throws IOException {
    Files.deleteIfExists(figures.resolve(Layout.SUMMARY_CHART));
    for (Measured measured : earlier.workloads()) {
      for (String file : Layout.files(measured.name())) {
        Files.deleteIfExists(figures.resolve(file));
      }
    }
  }
}
