// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.UUID;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;

/**
 * A schema for one test, first in the search_path of its connections. Closing drops it.
 *
 * @param server the connection string of its database
 * @param name its name, which no other schema has
 */
record OwnSchema(String server, String name) implements AutoCloseable {

  /** One in the database that the tests share. */
  static OwnSchema create(String... statements) {
    return create(new OwnSchema(Shared.server().dsn(), unique()), statements);
  }

  /** One in another database of the server. */
  static OwnSchema createIn(String database, String... statements) {
    return create(
        new OwnSchema(Shared.server().dsn() + " dbname=" + database, unique()), statements);
  }

  private static String unique() {
    return "s" + UUID.randomUUID().toString().replace("-", "");
  }

  private static OwnSchema create(OwnSchema schema, String... statements) {
    schema.execute("CREATE SCHEMA " + schema.name);
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
    return "%s options='-csearch_path=%s,public %s'".formatted(server, name, moreOptions);
  }

  Connection connect() {
    return Psycopg.connect(dsn(""));
  }

  @Override
  public void close() {
    execute("DROP SCHEMA " + name + " CASCADE");
  }
}
