// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;

/** Programs of transactions: commit, rollback, autocommit, with, and what SQL does to them. */
class TransactionProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSameAndSent("transaction-programs.tsv", Wanted.TRANSACTIONS);
  }
}
