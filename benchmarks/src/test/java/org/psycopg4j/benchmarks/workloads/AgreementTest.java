// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.benchmarks.Checksum;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.testkit.PostgresServer;

/** Whoever reads faster must have read the same. */
class AgreementTest {
  private static final Tables TABLES = new Tables(1000, 200);

  @BeforeAll
  static void makeTables() {
    PostgresServer.shared().execute(Tables.DROP);
    TABLES.create().forEach(PostgresServer.shared()::execute);
  }

  @AfterAll
  static void dropTables() {
    PostgresServer.shared().execute(Tables.DROP);
  }

  /** All are connected at once, as they are when measured: none may stand in another's way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A0",
        "A",
        "C",
        "C-primitives",
        "D3-text",
        "D3-rows",
        "E",
        "F",
        "I-write",
        "I-read"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void allDriversReadTheSame(String name) throws Exception {
    Map<String, String> checksums = new LinkedHashMap<>();
    List<Client> clients = new ArrayList<>();
    try {
      for (Driver driver : Driver.all()) {
        if (driver.workloads().contains(name)) {
          Workload workload = Workloads.named(name, TABLES);
          Client client =
              driver.opener().open(Target.of(PostgresServer.shared()), workload.transactional());
          clients.add(client);
          checksums.put(driver.name(), workload.verify(client));
        }
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
    assertThat(checksums).hasSizeGreaterThanOrEqualTo(2);
    assertThat(checksums.values()).as("%s", checksums).containsOnly(checksums.get("pgjdbc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C-primitives"})
  void aScanReadsEveryRow(String name) throws Exception {
    for (Driver driver : Driver.all()) {
      if (driver.workloads().contains(name)) {
        Workload workload = Workloads.named(name, TABLES);
        try (Client client =
            driver.opener().open(Target.of(PostgresServer.shared()), workload.transactional())) {
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
    PostgresServer.shared()
        .execute(
            "update psycopg4j_benchmarks.scan set %s = %s where a = 500".formatted(column, value));
    assertThat(checksum()).isNotEqualTo(before);
  }

  private static String checksum() throws Exception {
    try (Client client =
        Driver.named("psycopg4j").opener().open(Target.of(PostgresServer.shared()), false)) {
      return Workloads.named("C", TABLES).verify(client);
    }
  }
}
