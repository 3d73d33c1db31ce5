// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.python.Installed;
import org.psycopg4j.benchmarks.python.PythonDriver;
import org.psycopg4j.benchmarks.python.Scripts;
import org.psycopg4j.benchmarks.results.Slice;
import org.psycopg4j.benchmarks.workloads.Workloads;
import org.psycopg4j.testkit.PostgresServer;

/** The drivers of Python, where they are installed. */
class PythonWorkerTest {
  private static final Tables TABLES = new Tables(1000, 200);

  private static PostgresServer server;
  private static Scripts scripts;

  @BeforeAll
  static void makeTables() throws Exception {
    server = PostgresServer.builder().hba(Tables.SCRAM_HBA).start();
    TABLES.create().forEach(server::execute);
    scripts = Scripts.copy();
  }

  @AfterAll
  static void stop() throws Exception {
    scripts.close();
    server.close();
  }

  static List<PythonDriver> drivers() {
    return PythonDriver.all();
  }

  @ParameterizedTest
  @MethodSource("drivers")
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void itReadsTheSameAndTellsWhatItSpent(PythonDriver driver) throws Exception {
    Installed installed = Installed.find(driver, scripts);
    assumeTrue(installed != null, "no Python has " + driver.name());
    assertThat(installed.versions()).containsKeys(driver.name(), "CPython");
    Target target = Target.of(server);
    try (WorkerProcess worker = WorkerProcess.start(installed, target, TABLES)) {
      for (Workload workload : Workloads.all(TABLES)) {
        if (worker.does(workload.name())) {
          assertThat(worker.open(workload.name()))
              .as(workload.name())
              .isEqualTo(verify(workload, target));
          Slice slice = worker.run(1);
          assertThat(slice.units()).as(workload.name()).isPositive();
          assertThat(slice.wallNanos()).as(workload.name()).isGreaterThanOrEqualTo(1_000_000);
          assertThat(slice.cpuNanos()).as(workload.name()).isPositive();
          assertThat(slice.bytes()).isEqualTo(Slice.NOT_COUNTED);
        }
      }
    }
  }

  /** What a driver of Java reads. */
  private static String verify(Workload workload, Target target) throws Exception {
    Driver driver =
        Driver.all().stream()
            .filter(each -> each.workloads().contains(workload.name()))
            .findFirst()
            .orElseThrow();
    try (Client client = driver.opener().open(workload.at(target), workload)) {
      return workload.verify(client);
    }
  }
}
