// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.util.List;
import java.util.stream.Stream;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.pools.PoolDrivers;
import org.psycopg4j.benchmarks.workloads.Workloads;

/** All that can be measured: the drivers and the pools, and the workloads of both. */
final class Competitors {
  private Competitors() {}

  /** In the order of the report. */
  static List<Driver> drivers() {
    return Stream.concat(Driver.all().stream(), PoolDrivers.all().stream()).toList();
  }

  /** New ones, in the order of the report. */
  static List<Workload> workloads(Tables tables) {
    return Stream.concat(Workloads.all(tables).stream(), PoolDrivers.workloads().stream()).toList();
  }

  /** One by its name. */
  static Driver driver(String name) {
    return drivers().stream()
        .filter(driver -> driver.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no driver " + name));
  }

  /** A new one by its name. */
  static Workload workload(String name, Tables tables) {
    return workloads(tables).stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name));
  }
}
