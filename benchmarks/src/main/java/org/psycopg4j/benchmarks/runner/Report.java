// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The results as Markdown. */
final class Report {
  /* Ratios are to the peer that everybody knows, and to what no driver can beat. */
  private static final List<String> FLOORS = List.of("floor, binary", "floor, simple protocol");

  private final StringBuilder text = new StringBuilder();

  private Report() {}

  static String of(List<Results> results, Options options, String server) {
    Report report = new Report();
    report.head(options, server);
    results.forEach(report::table);
    return report.text.toString();
  }

  private void head(Options options, String server) {
    line("# psycopg4j beside its peers");
    line("");
    line(
        "%s %s, %d processors, %s; PostgreSQL %s; drivers' JVMs: `%s`; %d rounds of %d ms, seed %d.",
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        server,
        String.join(" ", options.jvmOptions()),
        options.rounds(),
        options.sliceMillis(),
        options.seed());
    line("");
    line(
        "CPU is the client process's, all threads; bytes are those that it allocated; figures are"
            + " medians over the rounds, ratios medians of the rounds' ratios, with the least and"
            + " the largest. Rates are an aside: they include the server and swing with the"
            + " machine. Differences below 10 %% are noise.");
  }

  private void table(Results results) {
    String unit = results.workload().unit();
    String peerName = results.workload().peer();
    Map<String, List<Slice>> all = results.slices();
    List<Slice> peer = all.get(peerName);
    List<Slice> floor =
        FLOORS.stream().filter(all::containsKey).findFirst().map(all::get).orElse(null);
    line("");
    line("## %s: %s", results.workload().name(), results.workload().title());
    line("");
    line("All drivers agree on checksum `%s`.", results.checksum());
    line("");
    line(
        "| driver | CPU ns/%s | × %s | × floor | bytes/%s | × %s | %ss/s | × %s |",
        unit, peerName, unit, peerName, unit, peerName);
    line("|---|--:|--:|--:|--:|--:|--:|--:|");
    all.forEach(
        (name, slices) ->
            line(
                "| %s | %,.0f | %s | %s | %,.1f | %s | %,.0f | %s |",
                name,
                Median.of(slices, Slice::cpuNanosPerUnit),
                ratio(slices, peer, Slice::cpuNanosPerUnit),
                ratio(slices, floor, Slice::cpuNanosPerUnit),
                Median.of(slices, Slice::bytesPerUnit),
                ratio(slices, peer, Slice::bytesPerUnit),
                Median.of(slices, Slice::unitsPerSecond),
                ratio(slices, peer, Slice::unitsPerSecond)));
  }

  private static String ratio(
      List<Slice> slices, @Nullable List<Slice> references, ToDoubleFunction<Slice> measure) {
    if (references == null) {
      return "";
    } else if (references == slices) {
      return "1";
    }
    double[] ratios = Median.ratios(slices, references, measure);
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (double ratio : ratios) {
      least = Math.min(least, ratio);
      largest = Math.max(largest, ratio);
    }
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", Median.of(ratios), least, largest);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
