// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of callproc: the statement that it makes, and what comes of it. */
class CallprocProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSameAndSent("callproc-programs.tsv", WantedOfMany.CALLS);
  }
}
