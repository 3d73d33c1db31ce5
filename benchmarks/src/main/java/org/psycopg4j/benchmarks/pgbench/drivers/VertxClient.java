// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.List;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Target;

/** The Vert.x client, with its cache of prepared statements. It has no COPY. */
final class VertxClient implements AsyncClient {
  private final PgConnection connection;
  private final Job job;

  /** The work, with all that can be made of it beforehand; its value is the number of rows. */
  @FunctionalInterface
  private interface Job {
    Future<Long> once();
  }

  VertxClient(Target target, Work work, Vertx vertx) {
    if (work instanceof Work.Copy) {
      throw new UnsupportedException("the Vert.x client has no COPY");
    }
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setUser(target.user())
            .setDatabase(target.database())
            .setCachePreparedStatements(true);
    if (target.password() != null) {
      options.setPassword(target.password());
    }
    connection = await(PgConnection.connect(vertx, options));
    job = job(work);
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private Job job(Work work) {
    PreparedQuery<RowSet<Row>> query = connection.preparedQuery(work.sql());
    if (work instanceof Work.Batch batch) {
      return () ->
          query
              .executeBatch(Collections.nCopies(batch.count(), Tuple.wrap(batch.row().toArray())))
              .map(results -> (long) batch.count());
    }
    List<Object> arguments = ((Work.Select) work).arguments();
    Blackhole values = new Blackhole();
    return () -> query.execute(Tuple.wrap(arguments.toArray())).map(rows -> read(rows, values));
  }

  private static long read(RowSet<Row> rows, Blackhole values) {
    for (Row row : rows) {
      for (int i = 0; i < row.size(); i++) {
        values.add(row.getValue(i));
      }
    }
    return rows.size();
  }

  @Override
  public void once(Callback callback) {
    job.once().onComplete(rows -> callback.done(rows, null), error -> callback.done(0, error));
  }

  @Override
  public void close() {
    await(connection.close());
  }
}
