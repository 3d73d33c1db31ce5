// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Target;

/**
 * pgjdbc by JDBC's API, with a prepared statement that is made once. It has no typed COPY: the text
 * is written here, as its users do.
 */
final class PgjdbcClient implements BlockingClient {
  private final Connection connection;
  private final Job job;

  /** The work, with all that can be made of it beforehand. */
  @FunctionalInterface
  private interface Job {
    long once() throws SQLException;
  }

  PgjdbcClient(Target target, Work work) throws SQLException {
    if (target.host().startsWith("/")) {
      throw new UnsupportedException(
          "pgjdbc has no Unix-domain sockets of its own: use --pghost=127.0.0.1");
    }
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%d/%s".formatted(target.host(), target.port(), target.database()),
            properties);
    job = job(work);
  }

  private Job job(Work work) throws SQLException {
    if (work instanceof Work.Copy copy) {
      return () -> copy(copy);
    }
    PreparedStatement statement = connection.prepareStatement(Placeholders.question(work.sql()));
    if (work instanceof Work.Batch batch) {
      connection.setAutoCommit(false);
      return () -> {
        for (int i = 0; i < batch.count(); i++) {
          set(statement, batch.row());
          statement.addBatch();
        }
        statement.executeBatch();
        connection.commit();
        return batch.count();
      };
    }
    List<Object> arguments = ((Work.Select) work).arguments();
    Blackhole values = new Blackhole();
    return () -> {
      set(statement, arguments);
      return read(statement, values);
    };
  }

  private long copy(Work.Copy copy) throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy.sql());
    CopyLines lines = new CopyLines(copy.row(), copy.count());
    while (lines.hasNext()) {
      byte[] piece = lines.next();
      in.writeToCopy(piece, 0, piece.length);
    }
    return in.endCopy();
  }

  private static void set(PreparedStatement statement, List<Object> arguments) throws SQLException {
    for (int i = 0; i < arguments.size(); i++) {
      statement.setObject(i + 1, arguments.get(i));
    }
  }

  /* The driver's arrays are decoded when their elements are asked for. */
  private static long read(PreparedStatement statement, Blackhole values) throws SQLException {
    long count = 0;
    try (ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      for (; rows.next(); count++) {
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          values.add(value instanceof Array array ? array.getArray() : value);
        }
      }
    }
    return count;
  }

  @Override
  public long once() throws SQLException {
    return job.once();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
