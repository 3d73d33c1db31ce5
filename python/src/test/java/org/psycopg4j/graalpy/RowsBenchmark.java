// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import java.io.IOException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.psycopg4j.testkit.PostgresServer;

/** How many rows a second Python gets, by psycopg2 and by JDBC. */
public final class RowsBenchmark {
  private RowsBenchmark() {}

  /** Measures; the argument is how many times. */
  public static void main(String[] args) throws IOException {
    try (PostgresServer server = PostgresServer.builder().start();
        Context context =
            Context.newBuilder("python")
                .allowHostAccess(HostAccess.ALL)
                .allowHostClassLookup(name -> true)
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
      Psycopg2.install(context);
      Value globals = context.getBindings("python");
      globals.putMember("dsn", server.dsn());
      globals.putMember("url", url(server));
      globals.putMember("rounds", Integer.parseInt(args[0]));
      context.eval("python", Quickstart.program("/benchmark/rows.py"));
    }
  }

  private static String url(PostgresServer server) {
    return "jdbc:postgresql://%s:%d/%s?user=%s"
        .formatted(server.host(), server.port(), server.database(), server.user());
  }
}
