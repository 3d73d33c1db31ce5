// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;

/** What the pools of pgjdbc's connections have in common: how to connect, and the statements. */
final class Jdbc {
  static final String NOTE = "a note of some words";
  private static final String INSERT = Tables.INSERT.replace("%s", "?");

  private Jdbc() {}

  static String url(PoolSettings settings) {
    Target target = settings.target();
    return "jdbc:postgresql://%s:%d/%s?ApplicationName=%s"
        .formatted(
            target.host(),
            target.port(),
            target.database(),
            URLEncoder.encode(settings.applicationName(), StandardCharsets.UTF_8));
  }

  static Properties properties(Target target) {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    return properties;
  }

  static void selectOne(Connection connection, Values values) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Tables.SELECT_ONE)) {
      rows.next();
      values.add((long) rows.getInt(1));
      values.endRow();
    }
  }

  static void insert(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, id);
      statement.setString(2, NOTE);
      statement.executeUpdate();
    }
  }
}
