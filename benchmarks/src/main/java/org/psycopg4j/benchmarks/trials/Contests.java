// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pools.Pool;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.pools.PoolSettings;
import org.psycopg4j.benchmarks.report.Markdown;
import org.psycopg4j.benchmarks.results.Median;
import org.psycopg4j.benchmarks.results.Slice;

/**
 * All contests: the pools of one JVM, all open, one of them at work at a time, in turns whose order
 * is drawn anew for each round.
 */
final class Contests {
  private static final int[] THREADS = {2, 8, 64};

  private final TrialOptions options;
  private final Random random;
  private final Markdown report;
  private final Map<PoolKind, Pool<?>> pools = new LinkedHashMap<>();

  private Contests(TrialOptions options, Markdown report) {
    this.options = options;
    this.random = new Random(options.seed());
    this.report = report;
  }

  static void run(TrialOptions options, Target target, Markdown report) throws Exception {
    Contests contests = new Contests(options, report);
    try {
      for (PoolKind kind : options.pools()) {
        Pool<?> pool =
            kind.opener().open(new PoolSettings(target, PoolKind.SIZE, "contest " + kind.name()));
        contests.pools.put(kind, pool);
      }
      for (Contest contest : all()) {
        System.err.println(contest.title());
        contests.run(contest);
      }
    } finally {
      contests.pools.values().forEach(Pool::close);
    }
  }

  private static List<Contest> all() {
    List<Contest> all = new ArrayList<>();
    for (Starter starter : Starter.values()) {
      if (starter.available()) {
        for (boolean select : new boolean[] {true, false}) {
          for (int threads : THREADS) {
            all.add(new Contest(threads, starter, select));
          }
        }
      }
    }
    return all;
  }

  private void run(Contest contest) throws Exception {
    List<PoolKind> competitors =
        pools.keySet().stream()
            .filter(kind -> kind.workloads().contains(contest.workload()))
            .toList();
    Map<PoolKind, List<Service>> services = new LinkedHashMap<>();
    competitors.forEach(kind -> services.put(kind, new ArrayList<>()));
    round(contest, competitors); // warms up
    for (int i = 0; i < options.rounds(); i++) {
      round(contest, competitors).forEach((kind, service) -> add(services, kind, service));
    }
    table(contest, services);
  }

  private static void add(Map<PoolKind, List<Service>> all, PoolKind kind, Service service) {
    all.computeIfAbsent(kind, k -> new ArrayList<>()).add(service);
  }

  private Map<PoolKind, Service> round(Contest contest, List<PoolKind> competitors)
      throws Exception {
    List<PoolKind> order = new ArrayList<>(competitors);
    Collections.shuffle(order, random);
    Map<PoolKind, Service> round = new LinkedHashMap<>();
    for (PoolKind kind : order) {
      Pool<?> pool = pools.get(kind);
      if (pool != null) {
        round.put(kind, contest.run(pool, options.sliceMillis()));
      }
    }
    return round;
  }

  private void table(Contest contest, Map<PoolKind, List<Service>> all) {
    List<Service> peer =
        all.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(PoolKind.PEER))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse(List.of());
    report.heading(contest.title());
    report.header(
        "pool",
        "ops/s",
        "× " + PoolKind.PEER,
        "CPU ns/op",
        "wait µs: median",
        "99 %",
        "longest",
        "variation of service");
    all.forEach((kind, services) -> row(kind, services, peer));
  }

  private void row(PoolKind kind, List<Service> services, List<Service> peer) {
    List<Slice> slices = services.stream().map(Service::slice).toList();
    String ratio = "";
    if (!peer.isEmpty()) {
      List<Slice> peers = peer.stream().map(Service::slice).toList();
      ratio = Markdown.decimals(Median.of(Median.ratios(slices, peers, Slice::unitsPerSecond)), 2);
    }
    report.row(
        kind.name(),
        Markdown.decimals(Median.of(slices, Slice::unitsPerSecond), 0),
        ratio,
        Markdown.decimals(Median.of(slices, Slice::cpuNanosPerUnit), 0),
        micros(services, Service::medianNanos),
        micros(services, Service::p99Nanos),
        micros(services, Service::longestNanos),
        Markdown.decimals(median(services, Service::variation), 3));
  }

  private static String micros(List<Service> services, ToDoubleFunction<Service> nanos) {
    return Markdown.decimals(median(services, nanos) / 1000, 1);
  }

  private static double median(List<Service> services, ToDoubleFunction<Service> measure) {
    return Median.of(services.stream().mapToDouble(measure).toArray());
  }
}
