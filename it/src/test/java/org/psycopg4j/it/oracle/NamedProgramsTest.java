// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of named cursors: each call in each state, and what commit leaves of them. */
class NamedProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSame("named-programs.tsv", WantedOfNamed.ALL);
  }
}
