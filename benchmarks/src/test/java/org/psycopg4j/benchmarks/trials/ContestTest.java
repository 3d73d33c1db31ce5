// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.pools.Pool;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.pools.PoolSettings;
import org.psycopg4j.testkit.PostgresServer;

/** Every pool serves more threads than it has connections. */
class ContestTest {
  private static final int THREADS = 3 * PoolKind.SIZE;

  static Stream<Contest> contests() {
    return Arrays.stream(Starter.values())
        .filter(Starter::available)
        .flatMap(
            starter ->
                Stream.of(
                    new Contest(THREADS, starter, true), new Contest(THREADS, starter, false)));
  }

  @ParameterizedTest
  @MethodSource("contests")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyThreadIsServed(Contest contest) throws Exception {
    List<PoolKind> competitors =
        PoolKind.all().stream()
            .filter(kind -> kind.workloads().contains(contest.workload()))
            .toList();
    assertThat(competitors).hasSizeGreaterThan(4);
    for (PoolKind kind : competitors) {
      Target target = Target.of(PostgresServer.shared());
      Pool<?> pool = kind.opener().open(new PoolSettings(target, PoolKind.SIZE, "contest test"));
      try {
        Service service = contest.run(pool, 100);
        assertThat(service.slice().units()).as(kind.name()).isGreaterThanOrEqualTo(THREADS);
        assertThat(service.medianNanos()).isPositive().isLessThanOrEqualTo(service.p99Nanos());
        assertThat(service.p99Nanos()).isLessThanOrEqualTo(service.longestNanos());
      } finally {
        pool.close();
      }
    }
  }
}
