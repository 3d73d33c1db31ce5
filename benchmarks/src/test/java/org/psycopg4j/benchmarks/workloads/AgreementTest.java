// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.replay.ReplayServer;
import org.psycopg4j.testkit.PostgresServer;

/** Whoever reads faster must have read the same. */
class AgreementTest {
  private static final Tables TABLES = new Tables(1000, 200);

  private static PostgresServer server;
  private static ReplayServer replay;
  private static Target target;

  @BeforeAll
  static void makeTables() throws Exception {
    server = PostgresServer.builder().hba(Tables.SCRAM_HBA).start();
    TABLES.create().forEach(server::execute);
    replay = ReplayServer.start(Target.of(server));
    target = Target.of(server).withReplay(replay.port());
  }

  @AfterAll
  static void stop() throws Exception {
    replay.close();
    server.close();
  }

  static List<Workload> workloads() {
    return Workloads.all(TABLES);
  }

  /** All are connected at once, as they are when measured: none may stand in another's way. */
  @ParameterizedTest
  @MethodSource("workloads")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void allDriversReadTheSame(Workload named) throws Exception {
    Map<String, String> checksums = new LinkedHashMap<>();
    List<Client> clients = new ArrayList<>();
    try {
      for (Driver driver : Driver.all()) {
        if (driver.workloads().contains(named.name())) {
          Workload workload = Workloads.named(named.name(), TABLES);
          Client client = open(driver, workload);
          clients.add(client);
          checksums.put(driver.name(), verify(driver, workload, client));
        }
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
    assertThat(checksums).hasSizeGreaterThanOrEqualTo(2);
    assertThat(checksums.values())
        .as("%s", checksums)
        .containsOnly(checksums.values().iterator().next());
  }

  private static String verify(Driver driver, Workload workload, Client client) {
    try {
      return workload.verify(client);
    } catch (Exception e) {
      throw new AssertionError(driver.name() + " fails in " + workload.name(), e);
    }
  }

  private static Client open(Driver driver, Workload workload) throws Exception {
    return driver.opener().open(workload.at(target), workload);
  }

  @Test
  void everyWorkloadOfADriverExists() {
    Set<String> names = workloads().stream().map(Workload::name).collect(Collectors.toSet());
    for (Driver driver : Driver.all()) {
      assertThat(names).as(driver.name()).containsAll(driver.workloads());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C-text", "C-primitives", "C-stream", "CR", "CR-primitives"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aScanReadsEveryRow(String name) throws Exception {
    for (Driver driver : Driver.all()) {
      if (driver.workloads().contains(name)) {
        Workload workload = Workloads.named(name, TABLES);
        try (Client client = open(driver, workload)) {
          Checksum checksum = new Checksum();
          assertThat(workload.run(client, checksum)).as(driver.name()).isEqualTo(1000);
          assertThat(checksum.toString()).startsWith("1000:");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b, b + 1",
    "c, c || 'x'",
    "d, -d",
    "e, e + 0.01",
    "f, f + interval '1 microsecond'",
    "g, not g",
  })
  void anotherValueInAnyColumnIsAnotherChecksum(String column, String value) throws Exception {
    String before = checksum();
    server.execute(
        "update psycopg4j_benchmarks.scan set %s = %s where a = 500".formatted(column, value));
    assertThat(checksum()).isNotEqualTo(before);
  }

  private static String checksum() throws Exception {
    Workload scan = Workloads.named("C", TABLES);
    try (Client client = open(Driver.named("psycopg4j"), scan)) {
      return scan.verify(client);
    }
  }
}
