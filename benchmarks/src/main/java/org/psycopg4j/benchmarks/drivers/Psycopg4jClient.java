// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.psycopg4j.Connection;
import org.psycopg4j.CopyWriter;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.CopyClient;
import org.psycopg4j.benchmarks.LargeObjectClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Values;
import org.psycopg4j.copy.CopyOptions;

/** psycopg4j by its public API, as its users write it: one cursor, used again and again. */
final class Psycopg4jClient implements Client, CopyClient, LargeObjectClient {
  private static final String SCHEMA = "psycopg4j_benchmarks";

  private final Connection connection;
  private final Cursor<Row> cursor;

  Psycopg4jClient(Target target, boolean transactional) {
    connection =
        Psycopg.connect(
            options -> {
              options
                  .host(target.host())
                  .port(target.port())
                  .user(target.user())
                  .dbname(target.database());
              if (target.password() != null) {
                options.password(target.password());
              }
            });
    connection.autocommit(!transactional);
    cursor = connection.cursor();
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
  public void selectOne(Values values) {
    Row row = Objects.requireNonNull(cursor.execute(Tables.SELECT_ONE).fetchOne());
    values.add((long) row.getInt(0));
    values.endRow();
  }

  @Override
  public void lookup(int id, Values values) {
    Row row = Objects.requireNonNull(cursor.execute(Tables.LOOKUP, id).fetchOne());
    values.add(row.get(0));
    values.add(row.get(1));
    values.add(row.get(2));
    values.endRow();
  }

  @Override
  public long scanObjects(Values values) {
    for (Row row : cursor.execute(Tables.SCAN)) {
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
      values.endRow();
    }
    return cursor.rowCount();
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
  public void insertAndCommit(int id, String note) {
    cursor.execute(Tables.INSERT, id, note);
    connection.commit();
  }

  @Override
  public long copyText(InputStream text) {
    cursor.copyExpert("COPY " + Tables.COPIED + " FROM STDIN", text);
    return cursor.rowCount();
  }

  @Override
  public long copyRows(int rows, String note) {
    try (CopyWriter copy = cursor.copyIn("copied", CopyOptions.defaults().schema(SCHEMA))) {
      for (int i = 0; i < rows; i++) {
        copy.writeRow(i, note, i / 2.0);
      }
      copy.finish();
    }
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
