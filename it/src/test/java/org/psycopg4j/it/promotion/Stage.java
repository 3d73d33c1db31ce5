// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.testkit.PostgresServer;

/** The databases that programs run in, one for each player, and what is in them at first. */
final class Stage {
  /** Takes away what a program left. */
  static final String FRESH =
      "SET client_min_messages = warning; DROP SCHEMA IF EXISTS s CASCADE;"
          + " DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA IF EXISTS early CASCADE;"
          + " CREATE SCHEMA early; RESET client_min_messages";

  /** All tables, sequences, views and functions: what and how, and how to read it. */
  static final String RELATIONS =
      """
      SELECT n.nspname || '.' || c.relname, c.relkind::text || ' ' || coalesce((
               SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                                 ORDER BY a.attnum)
               FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT attisdropped), ''),
             CASE WHEN c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
                    THEN format('SELECT x::text FROM %I.%I x ORDER BY 1', n.nspname, c.relname)
                  WHEN c.relkind = 'S'
                    THEN format('SELECT last_value::text || is_called FROM %I.%I', n.nspname, c.relname)
             END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('s', 'other', 'early', 'public') AND c.relkind <> 'i'
      UNION ALL
      SELECT n.nspname || '.' || p.proname, pg_get_function_arguments(p.oid), NULL
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('s', 'other', 'early', 'public')
      ORDER BY 1, 2""";

  private static final String SCHEMA = text("schema.sql");

  private Stage() {}

  /** The statements that make what programs work with. */
  static String schema() {
    return SCHEMA;
  }

  /** A connection string for the database of that name, which is made anew. */
  static String database(String name) {
    PostgresServer server = PostgresServer.shared();
    server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    server.execute("CREATE DATABASE " + name + " TEMPLATE template0");
    return server.dsn() + " dbname=" + name + " options='-csearch_path=early,s,public'";
  }

  /** Sets the sequences that are there to a number. */
  static void setSequences(String dsn, int number) {
    try (Connection conn = Psycopg.connect(dsn)) {
      conn.cursor()
          .execute(
              "SET lock_timeout = '500ms'; SELECT setval(c.oid::regclass, %s) FROM pg_class c"
                  + " WHERE relkind = 'S' AND relnamespace IN ("
                  + "SELECT oid FROM pg_namespace WHERE nspname IN ('s', 'other', 'early'))",
              number);
      conn.commit();
    }
  }

  static void dropDatabase(String name) {
    PostgresServer.shared().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  /** The lines of a resource that are neither empty nor comments. */
  static List<String> lines(String resource) {
    return text(resource)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("##"))
        .toList();
  }

  private static String text(String resource) {
    try (InputStream in = Stage.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
