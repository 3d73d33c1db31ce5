// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.psycopg4j.benchmarks.OutsideDriver;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Slice;

/**
 * Runs workloads: each driver in a process of its own, all of them connected and warm, one working
 * at a time, in turns whose order is drawn anew for each round.
 *
 * <p>So a slow minute of the machine hits all drivers alike, and ratios are taken within a round.
 */
final class Benchmark implements AutoCloseable {
  private static final int WARM_UP_SLICES = 5;

  private final Options options;
  private final Target target;
  private final Progress progress;
  private final Random random;
  private final List<WorkerProcess> workers = new ArrayList<>();

  /** Starts the processes of those that were chosen, of Python those that are installed. */
  Benchmark(Options options, Target target, Progress progress, List<OutsideDriver> outside)
      throws IOException {
    this.options = options;
    this.target = target;
    this.progress = progress;
    this.random = new Random(options.seed());
    for (Java java : Java.of(options.javas())) {
      for (Driver driver : Competitors.drivers()) {
        if (competes(driver.name(), driver.workloads())) {
          workers.add(
              WorkerProcess.start(driver, java, target, options.tables(), options.jvmOptions()));
        }
      }
    }
    for (OutsideDriver driver : outside) {
      if (competes(driver.name(), driver.workloads())) {
        workers.add(WorkerProcess.start(driver, target, options.tables()));
      }
    }
  }

  /**
   * Runs the workloads that were chosen, one after another, and hands over each when it is done.
   */
  void run(Consumer<Measured> results) throws IOException {
    for (Workload workload : Competitors.workloads(options.tables())) {
      if (chosen(options.workloads(), workload.name()) && runs(workload)) {
        results.accept(run(workload));
      }
    }
  }

  private boolean runs(Workload workload) {
    return workload.possible(target)
        && workers.stream().anyMatch(worker -> worker.does(workload.name()));
  }

  private boolean competes(String driver, Set<String> workloads) {
    return chosen(options.drivers(), driver)
        && workloads.stream().anyMatch(name -> chosen(options.workloads(), name));
  }

  private static boolean chosen(List<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }

  private Measured run(Workload workload) throws IOException {
    List<WorkerProcess> competitors =
        workers.stream().filter(worker -> worker.does(workload.name())).toList();
    int turns = (WARM_UP_SLICES + options.rounds()) * competitors.size();
    progress.begin(workload.name(), workload.title(), turns);
    String checksum = verify(workload, competitors);
    for (int i = 0; i < WARM_UP_SLICES; i++) {
      round(competitors, options.warmUpMillis() / WARM_UP_SLICES);
    }
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    competitors.forEach(worker -> slices.put(worker.name(), new ArrayList<>()));
    for (int i = 0; i < options.rounds(); i++) {
      round(competitors, options.sliceMillis())
          .forEach(
              (name, slice) -> slices.computeIfAbsent(name, n -> new ArrayList<>()).add(slice));
    }
    return Measured.of(workload, checksum, slices);
  }

  /** Has each driver prove that it reads the right values: they are what the others read. */
  private static String verify(Workload workload, List<WorkerProcess> competitors)
      throws IOException {
    Map<String, String> checksums = new LinkedHashMap<>();
    for (WorkerProcess worker : competitors) {
      checksums.put(worker.name(), worker.open(workload.name()));
    }
    if (checksums.values().stream().distinct().count() != 1) {
      throw new IllegalStateException(
          checksums.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(
                  Collectors.joining(
                      "; ", "the drivers do not read the same in " + workload.name() + ": ", "")));
    }
    return checksums.values().iterator().next();
  }

  private Map<String, Slice> round(List<WorkerProcess> competitors, long millis)
      throws IOException {
    List<WorkerProcess> order = new ArrayList<>(competitors);
    Collections.shuffle(order, random);
    Map<String, Slice> round = new LinkedHashMap<>();
    for (WorkerProcess worker : order) {
      progress.turn(worker.name());
      round.put(worker.name(), worker.run(millis));
    }
    return round;
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
  }
}
