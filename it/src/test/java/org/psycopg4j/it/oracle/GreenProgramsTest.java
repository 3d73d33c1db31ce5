// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Psycopg;

/** Programs of connections that wait by a callback: they are as without one. */
class GreenProgramsTest {
  @BeforeEach
  void waitByCallback() {
    Psycopg.setWaitCallback(Psycopg::waitSelect);
  }

  @AfterEach
  void waitAsEver() {
    Psycopg.setWaitCallback(null);
  }

  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSampleSame("green-programs.tsv", WantedOfAsync.GREEN);
  }
}
