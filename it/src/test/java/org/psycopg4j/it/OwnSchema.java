// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.UUID;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;

/** A schema for one test, first in the search_path of its connections. Closing drops it. */
record OwnSchema(String name) implements AutoCloseable {

  static OwnSchema create(String... statements) {
    OwnSchema schema = new OwnSchema("s" + UUID.randomUUID().toString().replace("-", ""));
    Shared.server().execute("CREATE SCHEMA " + schema.name);
    schema.execute(statements);
    return schema;
  }

  /** Executes statements in this schema, beside the connections that are tested. */
  void execute(String... statements) {
    try (Connection conn = connect()) {
      conn.autocommit(true);
      for (String statement : statements) {
        conn.cursor().execute(statement);
      }
    }
  }

  /** The connection string of sessions that work in this schema. */
  String dsn(String moreOptions) {
    return "%s options='-csearch_path=%s,public %s'"
        .formatted(Shared.server().dsn(), name, moreOptions);
  }

  Connection connect() {
    return Psycopg.connect(dsn(""));
  }

  @Override
  public void close() {
    Shared.server().execute("DROP SCHEMA " + name + " CASCADE");
  }
}
