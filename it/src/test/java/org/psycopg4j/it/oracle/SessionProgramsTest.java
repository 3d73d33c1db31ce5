// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of the session's properties: isolation level, access mode, encoding, autocommit. */
class SessionProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSameAndSent("session-programs.tsv", Wanted.SESSIONS);
  }
}
