// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Workload;

/** All workloads. */
public final class Workloads {
  private Workloads() {}

  /** New ones, in the order of the report. */
  public static List<Workload> all(Tables tables) {
    List<Workload> all = new ArrayList<>();
    all.add(new SelectOne());
    all.add(PointLookup.overTcp(tables));
    all.add(PointLookup.overUnixSocket(tables));
    all.add(new PipelinedLookup(tables));
    all.addAll(FieldQueries.all());
    all.add(ScanObjects.repeated(tables));
    all.add(ScanObjects.simple(tables));
    all.add(new ScanPrimitives(tables));
    all.add(new StreamObjects(tables));
    all.add(new Replayed("CR", ScanObjects.repeated(tables)));
    all.add(new Replayed("CR-primitives", new ScanPrimitives(tables)));
    all.add(BulkInsert.many(tables));
    all.add(BulkInsert.values(tables));
    all.add(BulkInsert.arrays(tables));
    all.add(new CopyText(tables));
    all.add(BulkInsert.copy(tables));
    all.add(new CopyOut(tables));
    all.add(new InsertTransaction());
    all.add(new PipelinedTransaction());
    all.add(new ManyTasks(tables));
    all.add(new LogIn());
    all.add(new LargeObjectWrite(tables));
    all.add(new LargeObjectRead(tables));
    return all;
  }

  /** A new one by its name. */
  public static Workload named(String name, Tables tables) {
    return all(tables).stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name));
  }
}
