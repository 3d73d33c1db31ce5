// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.testkit.PostgresServer;

/** The pools that are timed lend as many connections as they shall, and these read the same. */
class PoolWorkloadsTest {
  static Stream<Workload> workloads() {
    return PoolDrivers.workloads().stream();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void allPoolsDoTheSame(Workload workload) throws Exception {
    Map<String, String> checksums = new LinkedHashMap<>();
    for (Driver driver : PoolDrivers.all()) {
      if (driver.workloads().contains(workload.name())) {
        try (Client client = driver.opener().open(Target.of(PostgresServer.shared()), workload)) {
          checksums.put(driver.name(), workload.verify(client));
          assertThat(workload.run(client, new Blackhole())).as(driver.name()).isPositive();
        }
      }
    }
    assertThat(checksums).containsKeys("psycopg4j pool", PoolKind.PEER);
    assertThat(checksums.values())
        .as("%s", checksums)
        .containsOnly(workload.name().equals("check-out") ? "4:4" : checksums.get(PoolKind.PEER));
  }
}
