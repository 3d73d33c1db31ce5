// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.LargeObjectClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;

/**
 * pgjdbc by JDBC's API. Its prepared statements are made once and kept, the fastest way to use it.
 * A timestamptz is read as an OffsetDateTime, the class that JDBC 4.2 and psycopg4j have for it.
 */
final class PgjdbcClient implements Client, CopyClient, LargeObjectClient {
  private static final int TIMESTAMPTZ = 6;

  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement lookup;
  private final PreparedStatement insert;
  private final PreparedStatement scan;

  /**
   * Opens a connection.
   *
   * @param prepareThreshold pgjdbc's property of that name, null to leave it alone
   * @param fetchSize rows to fetch at a time, which takes a transaction; 0 for all at once
   */
  PgjdbcClient(
      Target target, boolean transactional, @Nullable Integer prepareThreshold, int fetchSize)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    if (prepareThreshold != null) {
      properties.setProperty("prepareThreshold", prepareThreshold.toString());
    }
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()),
            properties);
    connection.setAutoCommit(!transactional && fetchSize == 0);
    statement = connection.createStatement();
    lookup = connection.prepareStatement(Tables.LOOKUP.replace("%s", "?"));
    insert = connection.prepareStatement(Tables.INSERT.replace("%s", "?"));
    scan = connection.prepareStatement(Tables.SCAN);
    scan.setFetchSize(fetchSize);
  }

  @Override
  public void execute(String sql) throws SQLException {
    statement.execute(sql);
    commit();
  }

  private void commit() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  @Override
  public long queryLong(String sql) throws SQLException {
    long value;
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      value = rows.getLong(1);
    }
    commit();
    return value;
  }

  @Override
  public void selectOne(Values values) throws SQLException {
    try (ResultSet rows = statement.executeQuery(Tables.SELECT_ONE)) {
      rows.next();
      values.add((long) rows.getInt(1));
      values.endRow();
    }
  }

  @Override
  public void lookup(int id, Values values) throws SQLException {
    lookup.setInt(1, id);
    try (ResultSet rows = lookup.executeQuery()) {
      rows.next();
      values.add(rows.getObject(1));
      values.add(rows.getObject(2));
      values.add(rows.getObject(3));
      values.endRow();
    }
  }

  @Override
  public long scanObjects(Values values) throws SQLException {
    long count = 0;
    try (ResultSet rows = scan.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          values.add(
              i == TIMESTAMPTZ ? rows.getObject(i, OffsetDateTime.class) : rows.getObject(i));
        }
        values.endRow();
        count++;
      }
    }
    commit();
    return count;
  }

  @Override
  public long scanPrimitives(Values values) throws SQLException {
    long count = 0;
    try (ResultSet rows = scan.executeQuery()) {
      while (rows.next()) {
        values.add(rows.getLong(1));
        values.add((long) rows.getInt(2));
        values.add(rows.getDouble(4));
        values.add(rows.getBoolean(7));
        values.endRow();
        count++;
      }
    }
    commit();
    return count;
  }

  @Override
  public void insertAndCommit(int id, String note) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, note);
    insert.executeUpdate();
    connection.commit();
  }

  @Override
  public long copyText(InputStream text) throws SQLException, IOException {
    return copies().copyIn("COPY " + Tables.COPIED + " FROM STDIN", text);
  }

  /* The driver has no typed COPY: its users write the text. */
  @Override
  public long copyRows(int rows, String note) throws SQLException {
    CopyIn copy = copies().copyIn("COPY " + Tables.COPIED + " FROM STDIN");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(i).append('\t').append(note).append('\t').append(i / 2.0).append('\n');
      if (lines.length() > 60_000 || i == rows - 1) {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
      }
    }
    return copy.endCopy();
  }

  @Override
  public long copyOut(OutputStream text) throws SQLException, IOException {
    return copies().copyOut("COPY " + Tables.SCANNED + " TO STDOUT", text);
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  @Override
  public long makeLargeObject(byte[] piece, int times) throws SQLException {
    connection.setAutoCommit(false);
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long oid = objects.createLO();
    LargeObject object = objects.open(oid, LargeObjectManager.WRITE);
    for (int i = 0; i < times; i++) {
      object.write(piece);
    }
    object.close();
    connection.setAutoCommit(true); // which commits
    return oid;
  }

  @Override
  public long readLargeObject(long oid, byte[] into, Piece action) throws SQLException {
    connection.setAutoCommit(false);
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    LargeObject object = objects.open(oid, LargeObjectManager.READ);
    long total = 0;
    for (int count; (count = object.read(into, 0, into.length)) > 0; total += count) {
      action.read(into, count);
    }
    object.close();
    connection.setAutoCommit(true);
    return total;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
