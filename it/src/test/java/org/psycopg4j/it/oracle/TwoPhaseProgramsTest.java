// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of two-phase commit: each call in each state. */
class TwoPhaseProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSameAndSent("two-phase-programs.tsv", Wanted.TWO_PHASE);
  }
}
