// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of client-side cursors: what can be done to a cursor in every state it can be in. */
class ClientProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSame("client-programs.tsv", Wanted.CLIENT);
  }
}
