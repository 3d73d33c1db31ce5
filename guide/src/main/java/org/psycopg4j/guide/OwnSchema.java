// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.UUID;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;

/**
 * A schema for one run of the guide, in which all of its tables are and nothing else is. Closing
 * drops it.
 *
 * @param server the connection string of its database
 * @param name its name, which no other schema has
 */
record OwnSchema(String server, String name) implements AutoCloseable {

  static OwnSchema create(String server) {
    OwnSchema schema =
        new OwnSchema(server, "guide_" + UUID.randomUUID().toString().replace('-', '_'));
    schema.execute("CREATE SCHEMA " + schema.name);
    return schema;
  }

  /**
   * The connection string of sessions that work in this schema. It overrides the {@code options} of
   * the server's string.
   */
  String dsn() {
    String option = "-csearch_path=" + name;
    if (!server.matches("postgres(ql)?://.*")) {
      return server + " options=" + option;
    }
    return server + (server.contains("?") ? "&" : "?") + "options=" + option.replace("=", "%3D");
  }

  @Override
  public void close() {
    execute("DROP SCHEMA " + name + " CASCADE");
  }

  private void execute(String statement) {
    try (Connection conn = Psycopg.connect(server)) {
      conn.inTransaction(tx -> tx.cursor().execute(statement));
    }
  }
}
