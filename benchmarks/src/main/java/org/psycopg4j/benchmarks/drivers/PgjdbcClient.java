// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.LargeObjectClient;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.PrimitiveClient;
import org.psycopg4j.benchmarks.QueryClient;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.ValuesClient;

/**
 * pgjdbc by JDBC's API. Its prepared statements are made once and kept, the fastest way to use it.
 * A timestamptz is read as an OffsetDateTime, the class that JDBC 4.2 and psycopg4j have for it.
 */
final class PgjdbcClient
    implements Client,
        LookupClient,
        ScanClient,
        PrimitiveClient,
        StreamClient,
        QueryClient,
        BatchClient,
        ValuesClient,
        TransactionClient,
        CopyClient,
        LargeObjectClient {
  private static final int TIMESTAMPTZ = 6;
  private static final int PAGE = 1000;

  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement lookup;
  private final PreparedStatement insert;
  private final PreparedStatement insertCopied;
  private final PreparedStatement insertArrays;
  private final PreparedStatement scan;
  private final Map<FieldQuery, PreparedStatement> queries = new EnumMap<>(FieldQuery.class);

  /**
   * Opens a connection.
   *
   * @param options pgjdbc's connection properties besides those that name the server
   * @param fetchSize rows to fetch at a time, which takes a transaction; 0 for all at once
   */
  PgjdbcClient(Target target, boolean transactional, Map<String, String> options, int fetchSize)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    options.forEach(properties::setProperty);
    connection = DriverManager.getConnection(url(target), properties);
    connection.setAutoCommit(!transactional && fetchSize == 0);
    statement = connection.createStatement();
    lookup = prepare(Tables.LOOKUP);
    insert = prepare(Tables.INSERT);
    insertCopied = prepare(Tables.INSERT_COPIED);
    insertArrays = prepare(Tables.INSERT_ARRAYS);
    scan = prepare(Tables.SCAN);
    scan.setFetchSize(fetchSize);
    for (FieldQuery query : FieldQuery.values()) {
      queries.put(query, prepare(query));
    }
  }

  static String url(Target target) {
    return "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database());
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql.replace("%s", "?"));
  }

  private PreparedStatement prepare(FieldQuery query) throws SQLException {
    PreparedStatement prepared = prepare(query.sql());
    for (int i = 0; i < query.arguments().size(); i++) {
      prepared.setObject(i + 1, query.arguments().get(i));
    }
    return prepared;
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
  public void selectOnes(int times, Values values) throws SQLException {
    for (int i = 0; i < times; i++) {
      selectOne(values);
    }
  }

  private void selectOne(Values values) throws SQLException {
    try (ResultSet rows = statement.executeQuery(Tables.SELECT_ONE)) {
      rows.next();
      values.add((long) rows.getInt(1));
      values.endRow();
    }
  }

  @Override
  public void lookups(int[] ids, Values values) throws SQLException {
    for (int id : ids) {
      lookup(lookup, id, values);
    }
  }

  /** Looks a key up by a statement that was made for it. */
  static void lookup(PreparedStatement lookup, int id, Values values) throws SQLException {
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
  public long streamObjects(Values values) throws SQLException {
    return scanObjects(values); // by the fetch size
  }

  @Override
  public void query(FieldQuery query, Values values) throws SQLException {
    PreparedStatement prepared = Objects.requireNonNull(queries.get(query));
    try (ResultSet rows = prepared.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          values.add(value instanceof Array array ? array.getArray() : value);
        }
        values.endRow();
      }
    }
  }

  @Override
  public void insertTransactions(int firstId, int count, String note) throws SQLException {
    for (int i = 0; i < count; i++) {
      insert.setInt(1, firstId + i);
      insert.setString(2, note);
      insert.executeUpdate();
      connection.commit();
    }
  }

  @Override
  public long insertMany(BulkRows rows) throws SQLException {
    int inBatch = 0;
    for (Object[] row : rows) {
      insertCopied.setInt(1, (Integer) row[0]);
      insertCopied.setString(2, (String) row[1]);
      insertCopied.setDouble(3, (Double) row[2]);
      insertCopied.addBatch();
      if (++inBatch == PAGE) {
        insertCopied.executeBatch();
        inBatch = 0;
      }
    }
    insertCopied.executeBatch();
    connection.commit();
    return rows.size();
  }

  /* With reWriteBatchedInserts. */
  @Override
  public long insertValues(BulkRows rows) throws SQLException {
    return insertMany(rows);
  }

  @Override
  public long insertArrays(BulkRows rows) throws SQLException {
    insertArrays.setArray(1, connection.createArrayOf("int4", rows.ids().toArray()));
    insertArrays.setArray(2, connection.createArrayOf("text", rows.notes().toArray()));
    insertArrays.setArray(3, connection.createArrayOf("float8", rows.halves().toArray()));
    long count = insertArrays.executeUpdate();
    connection.commit();
    return count;
  }

  @Override
  public long copyText(InputStream text) throws SQLException, IOException {
    return copies().copyIn("COPY " + Tables.COPIED + " FROM STDIN", text);
  }

  /* The driver has no typed COPY: its users write the text. */
  @Override
  public long copyRows(BulkRows rows) throws SQLException {
    CopyIn copy = copies().copyIn("COPY " + Tables.COPIED + " FROM STDIN");
    StringBuilder lines = new StringBuilder();
    for (Object[] row : rows) {
      lines.append(row[0]).append('\t').append(row[1]).append('\t').append(row[2]).append('\n');
      if (lines.length() > 60_000) {
        write(copy, lines);
      }
    }
    write(copy, lines);
    long count = copy.endCopy();
    commit();
    return count;
  }

  private static void write(CopyIn copy, StringBuilder lines) throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    lines.setLength(0);
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
