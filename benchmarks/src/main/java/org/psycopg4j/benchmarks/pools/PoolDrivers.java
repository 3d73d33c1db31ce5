// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.util.List;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;

/** What the drivers' runner measures of pools. */
public final class PoolDrivers {
  private PoolDrivers() {}

  /** Each kind of pool as a driver. */
  public static List<Driver> all() {
    return PoolKind.all().stream()
        .map(
            kind ->
                new Driver(
                    kind.name(), kind.workloads(), (target, workload) -> kind.client(target)))
        .toList();
  }

  /** New ones, in the order of the report. */
  public static List<Workload> workloads() {
    return List.of(new CheckOut(), new CheckOutSelect());
  }
}
