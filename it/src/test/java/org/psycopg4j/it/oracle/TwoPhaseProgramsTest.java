// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Programs of two-phase commit: each call in each state. */
class TwoPhaseProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSame("two-phase-programs.tsv", Wanted.TWO_PHASE, Set.of("cursor.callproc"));
  }
}
