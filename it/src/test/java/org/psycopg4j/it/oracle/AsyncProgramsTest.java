// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;

/**
 * Programs of asynchronous connections: what is under way, what is refused, what can be fetched.
 */
class AsyncProgramsTest {
  @Test
  void doWhatPsycopg2Did() {
    Replay.assertSame("async-programs.tsv", WantedOfAsync.ALL, AsyncProgramsTest::connect);
  }

  private static Connection connect() {
    Connection conn = Psycopg.connectAsync(Oracle.dsn());
    Psycopg.waitSelect(conn);
    return conn;
  }
}
