// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.util.List;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Workload;

/** All workloads. */
public final class Workloads {
  private Workloads() {}

  /** New ones, in the order of the report. */
  public static List<Workload> all(Tables tables) {
    return List.of(
        new SelectOne(),
        new PointLookup(tables),
        new ScanObjects(tables),
        new ScanPrimitives(tables),
        new CopyText(),
        new CopyRows(),
        new CopyOut(tables),
        new InsertTransaction(),
        new LargeObjectWrite(),
        new LargeObjectRead());
  }

  /** A new one by its name. */
  public static Workload named(String name, Tables tables) {
    return all(tables).stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name));
  }
}
