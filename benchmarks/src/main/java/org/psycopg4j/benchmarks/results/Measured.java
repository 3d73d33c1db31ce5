// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psycopg4j.benchmarks.Workload;

/**
 * The slices of one workload.
 *
 * @param name of the workload
 * @param title what was done
 * @param unit what is counted
 * @param peer the driver that the others are compared with
 * @param checksum what all drivers agree on
 * @param slices of each driver by its name, in the report's order; the n-th is of the n-th round
 */
public record Measured(
    String name,
    String title,
    String unit,
    String peer,
    String checksum,
    Map<String, List<Slice>> slices) {

  public static Measured of(Workload workload, String checksum, Map<String, List<Slice>> slices) {
    return new Measured(
        workload.name(),
        workload.title(),
        workload.unit(),
        workload.peer(),
        checksum,
        new LinkedHashMap<>(slices));
  }
}
