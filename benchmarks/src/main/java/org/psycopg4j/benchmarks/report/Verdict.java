// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Slice;
import org.psycopg4j.benchmarks.results.Spread;

/**
 * What a run says of a goal.
 *
 * @param goal what was to be reached
 * @param peer the peer's name, as the workload says it
 * @param got what was reached; null if the run has not measured it
 * @param standing psycopg4j's figure and how it compares; null if the run has not measured it
 */
record Verdict(Goal goal, String peer, @Nullable Spread got, @Nullable Standing standing) {
  private static final String DEFAULT_PEER = "pgjdbc";

  static Verdict of(Goal goal, Run run) {
    Measured measured = workload(run, goal.workload());
    Measured reference = goal.of() == null ? measured : workload(run, goal.of());
    if (measured == null || reference == null) {
      return new Verdict(goal, DEFAULT_PEER, null, null);
    }
    Lineup lineup = new Lineup(measured);
    Lineup others = new Lineup(reference);
    String peer = Objects.requireNonNullElse(others.peer(), reference.peer());
    String ours = goal.driver() == null ? lineup.ours() : goal.driver();
    if (ours == null || !measured.slices().containsKey(ours)) {
      return new Verdict(goal, peer, null, null);
    }
    return new Verdict(
        goal,
        peer,
        got(goal, lineup.slices(ours), others),
        Standing.of(lineup, ours, goal.metric()));
  }

  private static @Nullable Spread got(Goal goal, List<Slice> slices, Lineup others) {
    if (goal.against() == Goal.Against.NOTHING) {
      return goal.metric().spread(slices);
    }
    String other = other(goal, others);
    return other == null ? null : goal.metric().ratio(slices, others.slices(other));
  }

  private static @Nullable String other(Goal goal, Lineup lineup) {
    return switch (goal.against()) {
      case PEER -> lineup.peer();
      case BEST_PEER -> lineup.bestPeer(goal.metric());
      case FLOOR -> lineup.floor(goal.metric());
      case NOTHING -> null;
    };
  }

  private static @Nullable Measured workload(Run run, String name) {
    return run.workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** By the median; also where some rounds say otherwise. */
  boolean met() {
    return got != null && reaches(got.median());
  }

  /** Whether one round would have said otherwise. */
  boolean disputed() {
    return got != null && reaches(got.least()) != reaches(got.largest());
  }

  private boolean reaches(double figure) {
    return goal.metric().lessIsBetter() ? figure <= goal.bound() : figure >= goal.bound();
  }

  /** Such as {@code 0.91 (0.88–0.97)}; empty if not measured. */
  String figure() {
    return got == null
        ? ""
        : "%s (%s–%s)"
            .formatted(
                goal.decimals(got.median()),
                goal.decimals(got.least()),
                goal.decimals(got.largest()));
  }

  /** In words. */
  String word() {
    if (got == null) {
      return "not measured";
    }
    return (met() ? "**met**" : "not met") + (disputed() ? ", rounds differ" : "");
  }
}
