// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.testkit.PostgresServer;

/** A trial ends only when everybody is served again, and no confirmed row may be missing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestartTrialTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().start();
    new Tables(1, 1).create().forEach(server::execute);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"psycopg4j pool, FAST", "psycopg4j pool, IMMEDIATE", "HikariCP, FAST"})
  void underLoadThePoolHasAllItsConnectionsAgain(String pool, Restart restart) throws Exception {
    Outcome outcome = new RestartTrial(server, PoolKind.named(pool), restart, 0).underLoad(12, 5);
    assertThat(outcome.fullNanos()).isPositive();
    assertThat(outcome.served()).isGreaterThanOrEqualTo(12 * 10);
  }

  @ParameterizedTest
  @CsvSource({"psycopg4j pool, FAST", "psycopg4j pool, IMMEDIATE"})
  void noRequestFailsThatComesAfterARestart(String pool, Restart restart) throws Exception {
    Outcome outcome = new RestartTrial(server, PoolKind.named(pool), restart, 0).idle(30);
    assertThat(outcome.failures().counts()).isEmpty();
    assertThat(outcome.served()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource("commons-pool2, FAST")
  void aPoolThatDoesNotLookLendsWhatIsDead(String pool, Restart restart) throws Exception {
    Outcome outcome = new RestartTrial(server, PoolKind.named(pool), restart, 0).idle(30);
    assertThat(outcome.failures().count()).isPositive();
    assertThat(outcome.served() + outcome.failures().count()).isEqualTo(30);
  }
}
