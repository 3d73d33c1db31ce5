// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * How much is asked for, and how long.
 *
 * @param warmUp how long it is done before, unmeasured
 * @param timeoutSeconds how long a query may take, which is how long the histogram is
 * @param connections how many work at the same time
 */
record Load(Duration warmUp, Duration duration, int timeoutSeconds, int connections) {
  /** The options that say the same. */
  List<String> switches() {
    return List.of(
        "--warmup-time=" + seconds(warmUp),
        "--duration=" + seconds(duration),
        "--timeout=" + timeoutSeconds,
        "--concurrency=" + connections);
  }

  /** As short as may be: 5 or 0.25. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
