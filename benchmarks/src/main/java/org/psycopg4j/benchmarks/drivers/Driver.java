// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.floor.FloorBinary;
import org.psycopg4j.benchmarks.floor.FloorSimple;
import org.psycopg4j.benchmarks.floor.FloorTasks;

/**
 * A driver with the options that it is measured with.
 *
 * @param name what it is called on the command line and in the report
 * @param workloads the workloads where it is a competitor of its own
 * @param opener how it connects
 */
public record Driver(String name, Set<String> workloads, Opener opener) {
  private static final String FIELD = "B1 B2 B3 B4 B7 ";
  private static final String BULK = "D1 D2 D2-unnest D3-text D3-rows E ";

  /** Connects. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens as many connections as a workload asks for, with autocommit or, for a transactional
     * one, without.
     *
     * @throws Exception of the driver's own kind
     */
    Client open(Target target, Workload workload) throws Exception;
  }

  /** All of them, in the order of the report. */
  public static List<Driver> all() {
    return List.of(
        of(
            "psycopg4j",
            "A0 A A-unix A-pipeline C C-primitives C-stream CR CR-primitives F F-pipeline G H"
                + " I-write I-read "
                + FIELD
                + BULK,
            (target, workload) -> Psycopg4jDriver.open(target, workload, null)),
        of(
            "psycopg4j prepareThreshold=-1",
            "A C-text F",
            (target, workload) -> Psycopg4jDriver.open(target, workload, -1)),
        of("psycopg4j async", "G", (target, workload) -> new Psycopg4jAsyncTasks(target)),
        of(
            "pgjdbc",
            "A0 A C C-primitives CR CR-primitives D1 D2-unnest D3-text D3-rows E F G H"
                + " I-write I-read "
                + FIELD,
            pgjdbc(Map.of(), 0)),
        of(
            "pgjdbc prepareThreshold=-1",
            "A0 A C C-primitives CR F B2 B4",
            pgjdbc(Map.of("prepareThreshold", "-1"), 0)),
        of(
            "pgjdbc preferQueryMode=simple",
            "C-text",
            pgjdbc(Map.of("preferQueryMode", "simple"), 0)),
        of("pgjdbc fetchSize=10000", "C-stream", pgjdbc(Map.of(), StreamClient.FETCH_SIZE)),
        of(
            "pgjdbc prepareThreshold=-1 fetchSize=10000",
            "C-stream",
            pgjdbc(Map.of("prepareThreshold", "-1"), StreamClient.FETCH_SIZE)),
        of(
            "pgjdbc reWriteBatchedInserts=true",
            "D2",
            pgjdbc(Map.of("reWriteBatchedInserts", "true"), 0)),
        of(
            "vertx",
            "A0 A A-unix A-pipeline C C-stream CR D1 D2-unnest F F-pipeline G H "
                + FIELD.substring(3), // B1 has oids, which it does not read
            Driver::vertx),
        of("r2dbc", "A0 A A-unix C C-stream CR D1 D2-unnest F G H " + FIELD, Driver::r2dbc),
        of(
            "floor, simple protocol",
            "A0 A C C-text C-primitives D2 D3-text E F",
            (target, workload) -> FloorSimple.open(target)),
        of(
            "floor, binary",
            "A A-unix A-pipeline C C-primitives C-stream CR CR-primitives D1 D2-unnest D3-rows"
                + " F F-pipeline G H "
                + FIELD,
            Driver::floor),
        of(
            "floor, binary, three round trips",
            "F",
            (target, workload) -> FloorBinary.openForThreeRoundTrips(target)),
        of(
            "floor, binary, kept keys",
            "H",
            (target, workload) -> FloorBinary.openWithKeptPasswords(target)));
  }

  private static Driver of(String name, String workloads, Opener opener) {
    return new Driver(name, Set.of(workloads.trim().split(" +", -1)), opener);
  }

  private static Opener pgjdbc(Map<String, String> options, int fetchSize) {
    return (target, workload) -> PgjdbcDriver.open(target, workload, options, fetchSize);
  }

  private static Client vertx(Target target, Workload workload) throws Exception {
    return switch (workload.shape()) {
      case ONE, LOG_INS -> new VertxClient(target);
      case CROWD -> new VertxCrowd(target);
      case TASKS -> new VertxTasks(target);
    };
  }

  private static Client r2dbc(Target target, Workload workload) {
    return switch (workload.shape()) {
      case ONE, LOG_INS -> new R2dbcClient(target);
      case CROWD -> new R2dbcCrowd(target);
      case TASKS -> new R2dbcTasks(target);
    };
  }

  private static Client floor(Target target, Workload workload) throws Exception {
    return switch (workload.shape()) {
      case ONE, LOG_INS -> FloorBinary.open(target);
      case CROWD -> new Crowd<>(() -> FloorBinary.open(target));
      case TASKS -> FloorTasks.open(target);
    };
  }

  /** One by its name. */
  public static Driver named(String name) {
    return all().stream()
        .filter(driver -> driver.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no driver " + name));
  }
}
