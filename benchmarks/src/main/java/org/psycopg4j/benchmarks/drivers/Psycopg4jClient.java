// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.CopyWriter;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Pipelined;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.ValuesOptions;
import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.LargeObjectClient;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.PipelineClient;
import org.psycopg4j.benchmarks.PrimitiveClient;
import org.psycopg4j.benchmarks.QueryClient;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.benchmarks.ValuesClient;
import org.psycopg4j.copy.CopyOptions;

/** psycopg4j by its public API, as its users write it: one cursor, used again and again. */
final class Psycopg4jClient
    implements Client,
        LookupClient,
        PipelineClient,
        ScanClient,
        PrimitiveClient,
        StreamClient,
        QueryClient,
        BatchClient,
        ValuesClient,
        TransactionClient,
        CopyClient,
        LargeObjectClient {
  private static final String SCHEMA = "psycopg4j_benchmarks";
  private static final String INSERT_VALUES = Tables.INSERT_COPIED.replace("(%s, %s, %s)", "%s");
  private static final int PAGE = 1000;

  private final Connection connection;
  private final Cursor<Row> cursor;

  /**
   * Opens a connection.
   *
   * @param prepareThreshold psycopg4j's option of that name, null to leave it alone
   */
  Psycopg4jClient(Target target, boolean transactional, @Nullable Integer prepareThreshold) {
    connection =
        Psycopg.connect(
            options -> {
              to(target, options);
              if (prepareThreshold != null) {
                options.prepareThreshold(prepareThreshold);
              }
            });
    connection.autocommit(!transactional);
    cursor = connection.cursor();
  }

  /** Names the server. */
  static void to(Target target, ConnectOptions options) {
    options.host(target.host()).port(target.port()).user(target.user()).dbname(target.database());
    if (target.password() != null) {
      options.password(target.password());
    }
  }

  @Override
  public void execute(String sql) {
    cursor.execute(sql);
    connection.commit();
  }

  @Override
  public long queryLong(String sql) {
    long value = Objects.requireNonNull(cursor.execute(sql).fetchOne()).getLong(0);
    connection.commit();
    return value;
  }

  @Override
  public void selectOnes(int times, Values values) {
    for (int i = 0; i < times; i++) {
      Row row = Objects.requireNonNull(cursor.execute(Tables.SELECT_ONE).fetchOne());
      values.add((long) row.getInt(0));
      values.endRow();
    }
  }

  @Override
  public void lookups(int[] ids, Values values) {
    for (int id : ids) {
      lookup(cursor, id, values);
    }
  }

  /** Looks a key up. */
  static void lookup(Cursor<Row> cursor, int id, Values values) {
    Row row = Objects.requireNonNull(cursor.execute(Tables.LOOKUP, id).fetchOne());
    values.add(row.get(0));
    values.add(row.get(1));
    values.add(row.get(2));
    values.endRow();
  }

  @Override
  public void pipelinedLookups(int[] ids, Values values) {
    List<Pipelined<Row>> sent = new ArrayList<>(ids.length);
    try (Pipeline pipeline = connection.pipeline()) {
      for (int id : ids) {
        sent.add(pipeline.execute(Tables.LOOKUP, id));
      }
      for (Pipelined<Row> one : sent) {
        addAll(Objects.requireNonNull(one.fetchOne()), values);
      }
    }
  }

  @Override
  public void pipelinedTransactions(int firstId, int count, String note) {
    for (int i = 0; i < count; i++) {
      try (Pipeline pipeline = connection.pipeline()) {
        pipeline.execute(Tables.INSERT, firstId + i, note);
        pipeline.commit();
      }
    }
  }

  @Override
  public long scanObjects(Values values) {
    for (Row row : cursor.execute(Tables.SCAN)) {
      addAll(row, values);
    }
    return cursor.rowCount();
  }

  private static void addAll(Row row, Values values) {
    for (int i = 0; i < row.size(); i++) {
      values.add(row.get(i));
    }
    values.endRow();
  }

  @Override
  public long streamObjects(Values values) {
    long count = 0;
    try (Stream<Row> rows = cursor.stream(Tables.SCAN)) {
      for (Iterator<Row> each = rows.iterator(); each.hasNext(); count++) {
        addAll(each.next(), values);
      }
    }
    connection.commit();
    return count;
  }

  @Override
  public void query(FieldQuery query, Values values) {
    for (Row row : cursor.execute(query.sql(), query.arguments().toArray())) {
      addAll(row, values);
    }
  }

  @Override
  public long scanPrimitives(Values values) {
    for (Row row : cursor.execute(Tables.SCAN)) {
      values.add(row.getLong(0));
      values.add((long) row.getInt(1));
      values.add(row.getDouble(3));
      values.add(row.getBoolean(6));
      values.endRow();
    }
    return cursor.rowCount();
  }

  @Override
  public void insertTransactions(int firstId, int count, String note) {
    for (int i = 0; i < count; i++) {
      cursor.execute(Tables.INSERT, firstId + i, note);
      connection.commit();
    }
  }

  @Override
  public long insertMany(BulkRows rows) {
    cursor.executeMany(Tables.INSERT_COPIED, rows);
    connection.commit();
    return cursor.rowCount();
  }

  @Override
  public long insertValues(BulkRows rows) {
    cursor.executeValues(INSERT_VALUES, rows, ValuesOptions.defaults().pageSize(PAGE));
    connection.commit();
    return cursor.rowCount();
  }

  @Override
  public long insertArrays(BulkRows rows) {
    cursor.execute(Tables.INSERT_ARRAYS, rows.ids(), rows.notes(), rows.halves());
    connection.commit();
    return cursor.rowCount();
  }

  @Override
  public long copyText(InputStream text) {
    cursor.copyExpert("COPY " + Tables.COPIED + " FROM STDIN", text);
    return cursor.rowCount();
  }

  @Override
  public long copyRows(BulkRows rows) {
    try (CopyWriter copy = cursor.copyIn("copied", CopyOptions.defaults().schema(SCHEMA))) {
      for (Object[] row : rows) {
        copy.writeRow(row);
      }
      copy.finish();
    }
    connection.commit();
    return cursor.rowCount();
  }

  @Override
  public long copyOut(OutputStream text) {
    cursor.copyExpert("COPY " + Tables.SCANNED + " TO STDOUT", text);
    return cursor.rowCount();
  }

  @Override
  public long makeLargeObject(byte[] piece, int times) {
    return connection.callInTransaction(
        tx -> {
          try (LargeObject object = tx.lobject(0, "wb")) {
            for (int i = 0; i < times; i++) {
              object.write(piece);
            }
            return object.oid();
          }
        });
  }

  @Override
  public long readLargeObject(long oid, byte[] into, Piece action) {
    return connection.callInTransaction(
        tx -> {
          try (LargeObject object = tx.lobject(oid, "rb")) {
            long total = 0;
            for (int count; (count = object.read(into, 0, into.length)) > 0; total += count) {
              action.read(into, count);
            }
            return total;
          }
        });
  }

  @Override
  public void close() {
    connection.close();
  }
}
