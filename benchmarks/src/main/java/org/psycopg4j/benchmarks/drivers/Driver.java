// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.util.List;
import java.util.Set;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.floor.FloorBinary;
import org.psycopg4j.benchmarks.floor.FloorSimple;

/**
 * A driver with the options that it is measured with.
 *
 * @param name what it is called on the command line and in the report
 * @param workloads the workloads where it is a competitor of its own
 * @param opener how it connects
 */
public record Driver(String name, Set<String> workloads, Opener opener) {
  private static final Set<String> ALL = Set.of("A0", "A", "C", "C-primitives", "F");
  private static final Set<String> WITH_STREAMS =
      Set.of("A0", "A", "C", "C-primitives", "D3-text", "D3-rows", "E", "F", "I-write", "I-read");
  private static final Set<String> WITH_PREPARED = Set.of("A", "C", "C-primitives", "F");
  private static final Set<String> SCANS = Set.of("C", "C-primitives");
  private static final int FETCH_SIZE = 10_000;

  /** Connects. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens a connection, with autocommit or, for a transactional workload, without.
     *
     * @throws Exception of the driver's own kind
     */
    Client open(Target target, boolean transactional) throws Exception;
  }

  /** All of them, in the order of the report. */
  public static List<Driver> all() {
    return List.of(
        new Driver("psycopg4j", WITH_STREAMS, Psycopg4jClient::new),
        new Driver("pgjdbc", WITH_STREAMS, (target, tx) -> new PgjdbcClient(target, tx, null, 0)),
        new Driver(
            "pgjdbc prepareThreshold=-1", ALL, (target, tx) -> new PgjdbcClient(target, tx, -1, 0)),
        new Driver(
            "pgjdbc fetchSize=10000",
            SCANS,
            (target, tx) -> new PgjdbcClient(target, tx, null, FETCH_SIZE)),
        new Driver(
            "pgjdbc prepareThreshold=-1 fetchSize=10000",
            SCANS,
            (target, tx) -> new PgjdbcClient(target, tx, -1, FETCH_SIZE)),
        new Driver("floor, simple protocol", ALL, (target, tx) -> FloorSimple.open(target)),
        new Driver("floor, binary", WITH_PREPARED, (target, tx) -> FloorBinary.open(target)));
  }

  /** One by its name. */
  public static Driver named(String name) {
    return all().stream()
        .filter(driver -> driver.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no driver " + name));
  }
}
