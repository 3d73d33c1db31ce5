// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.util.Collections;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Target;

/** psycopg4j as its users write it: a cursor of the connection, used again and again. */
final class Psycopg4jClient implements BlockingClient {
  private final Connection connection;
  private final Cursor<Row> cursor;
  private final Job job;

  /** The work, with all that can be made of it beforehand. */
  @FunctionalInterface
  private interface Job {
    long once();
  }

  Psycopg4jClient(Target target, Work work) {
    connection = Psycopg.connect(Psycopg4jOptions.of(target));
    connection.autocommit(true);
    cursor = connection.cursor();
    job = job(work);
  }

  private Job job(Work work) {
    if (work instanceof Work.Copy copy) {
      List<List<Object>> rows = Collections.nCopies(copy.count(), copy.row());
      String[] columns = copy.columns().toArray(String[]::new);
      return () -> cursor.copyAll(rows, copy.table(), columns);
    }
    String sql = Placeholders.percent(work.sql());
    if (work instanceof Work.Batch batch) {
      List<List<Object>> rows = Collections.nCopies(batch.count(), batch.row());
      connection.autocommit(false);
      return () -> {
        cursor.executeMany(sql, rows);
        connection.commit();
        return batch.count();
      };
    }
    Object[] arguments = ((Work.Select) work).arguments().toArray();
    Blackhole values = new Blackhole();
    return () -> read(cursor.execute(sql, arguments), values);
  }

  private static long read(Cursor<Row> cursor, Blackhole values) {
    for (Row row : cursor) {
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
    }
    return cursor.rowCount();
  }

  @Override
  public long once() {
    return job.once();
  }

  @Override
  public void close() {
    connection.close();
  }
}
