// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncResult;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Target;

/** psycopg4j on an event loop. Its COPY takes text, which is written here. */
final class Psycopg4jAsyncClient implements AsyncClient {
  private final AsyncConnection connection;
  private final Job job;

  /** The work, with all that can be made of it beforehand; its value is the number of rows. */
  @FunctionalInterface
  private interface Job {
    CompletableFuture<Long> once();
  }

  Psycopg4jAsyncClient(Target target, Work work, EventLoop loop) {
    connection = AsyncConnection.connect("", Psycopg4jOptions.of(target), loop).join();
    job = job(work);
  }

  private Job job(Work work) {
    if (work instanceof Work.Copy copy) {
      return () -> connection.copyIn(copy.sql(), new CopyPublisher(copy));
    }
    String sql = Placeholders.percent(work.sql());
    if (work instanceof Work.Batch batch) {
      List<List<Object>> rows = Collections.nCopies(batch.count(), batch.row());
      return () -> connection.inTransaction(tx -> tx.executeMany(sql, rows));
    }
    Object[] arguments = ((Work.Select) work).arguments().toArray();
    Blackhole values = new Blackhole();
    return () -> connection.execute(sql, arguments).thenApply(result -> read(result, values));
  }

  private static long read(AsyncResult<Row> result, Blackhole values) {
    for (Row row : result) {
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
    }
    return result.rowCount();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of errors
  public void once(Callback callback) {
    job.once().whenComplete((rows, error) -> callback.done(error == null ? rows : 0, error));
  }

  @Override
  public void close() {
    connection.close().join();
  }
}
