// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of a driver: two that repeat, and one that includes the server and swings. */
public enum Metric {
  /** Client CPU: nanoseconds for a unit. */
  CPU("client CPU", true),
  /** Bytes allocated for a unit. */
  BYTES("bytes", true),
  /** Units a second. */
  RATE("rate", false);

  private final String title;
  private final boolean lessIsBetter;

  Metric(String title, boolean lessIsBetter) {
    this.title = title;
    this.lessIsBetter = lessIsBetter;
  }

  /** What a reader calls it. */
  public String title() {
    return title;
  }

  /** Whether the smaller of two figures is the better one. */
  public boolean lessIsBetter() {
    return lessIsBetter;
  }

  /** Of one slice. */
  public double of(Slice slice) {
    return switch (this) {
      case CPU -> slice.cpuNanosPerUnit();
      case BYTES -> slice.bytesPerUnit();
      case RATE -> slice.unitsPerSecond();
    };
  }

  /** The median over the rounds. */
  public double of(List<Slice> slices) {
    return Median.of(slices, this::of);
  }

  /**
   * Round by round, as a ratio of another driver's; both have the same rounds. Null if the other
   * has nothing to divide by in one of them: allocates less than a byte for a unit, or took less
   * than a clock's tick; or if one of both is not told of.
   */
  public @Nullable Spread ratio(List<Slice> slices, List<Slice> references) {
    double least = this == BYTES ? 1 : Double.MIN_VALUE;
    return told(slices) && references.stream().allMatch(reference -> of(reference) >= least)
        ? Spread.of(Median.ratios(slices, references, this::of))
        : null;
  }

  /** Whether it is told of a driver: bytes are not, of one that is no JVM. */
  public boolean told(List<Slice> slices) {
    return slices.stream().noneMatch(slice -> Double.isNaN(of(slice)));
  }

  /** Round by round. */
  public Spread spread(List<Slice> slices) {
    return Spread.of(slices.stream().mapToDouble(this::of).toArray());
  }
}
