// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.testkit.PostgresServer;

/** The server that is measured, which may be handed to another process in its environment. */
public record Target(
    String host, int port, String user, String database, @Nullable String password) {

  public static Target of(PostgresServer server) {
    return new Target(
        server.host(), server.port(), server.user(), server.database(), server.password());
  }

  /** What {@link #toEnvironment} has written. */
  public static Target ofEnvironment(Map<String, String> environment) {
    return new Target(
        environment.getOrDefault("PGHOST", "127.0.0.1"),
        Integer.parseInt(environment.getOrDefault("PGPORT", "5432")),
        environment.getOrDefault("PGUSER", "postgres"),
        environment.getOrDefault("PGDATABASE", "postgres"),
        environment.get("PGPASSWORD"));
  }

  /** Sets the variables by which libpq finds a server (manual: "Environment Variables"). */
  public void toEnvironment(Map<String, String> environment) {
    environment.put("PGHOST", host);
    environment.put("PGPORT", Integer.toString(port));
    environment.put("PGUSER", user);
    environment.put("PGDATABASE", database);
    if (password != null) {
      environment.put("PGPASSWORD", password);
    }
  }
}
