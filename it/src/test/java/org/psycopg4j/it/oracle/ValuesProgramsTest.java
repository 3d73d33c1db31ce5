// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of execute_values and execute_batch, by pages of several sizes. */
class ValuesProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSameAndSent("values-programs.tsv", WantedOfMany.VALUES);
  }
}
