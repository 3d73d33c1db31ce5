// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.psycopg4j.Connection;

/** What a script makes the server do, as the server's log tells it. */
final class Logged {
  private Logged() {}

  @FunctionalInterface
  interface Script {
    void run(Connection conn) throws Exception;
  }

  /** The statements that the server executes while the script runs on a connection of its own. */
  static List<String> statements(Script script) throws Exception {
    assumeTrue(Shared.server().embedded(), "the server's log is out of reach");
    Backend backend;
    try (Connection conn = Shared.connect("options='-c log_statement=all'")) {
      backend = Backend.of(conn);
      script.run(conn);
    }
    backend.awaitGone();
    return backend.loggedStatements();
  }
}
