// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;

/** Vert.x's pooled client, which sends the statements of many tasks down a few connections. */
final class VertxTasks implements Client, TaskClient {
  private static final String LOOKUP = Tables.numbered(Tables.LOOKUP);

  private final Context context = VertxRuntime.VERTX.getOrCreateContext();
  private final SqlClient client;

  /** Connects when it is first used. */
  VertxTasks(Target target) {
    client =
        PgBuilder.client()
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .connectingTo(VertxRuntime.options(target))
            .using(VertxRuntime.VERTX)
            .build();
  }

  @Override
  public void tasks(int[][] ids, IntFunction<Values> values) throws Exception {
    VertxRuntime.await(
        context,
        () -> {
          List<Future<?>> working = new ArrayList<>();
          for (int i = 0; i < ids.length; i++) {
            int[] keys = ids[i];
            Values own = values.apply(i);
            working.add(VertxRuntime.oneAfterAnother(keys.length, time -> lookup(keys[time], own)));
          }
          return Future.all(working);
        });
  }

  private Future<RowSet<Row>> lookup(int id, Values values) {
    return client
        .preparedQuery(LOOKUP)
        .execute(Tuple.of(id))
        .onSuccess(rows -> VertxRows.objects(rows, values));
  }

  @Override
  public void execute(String sql) throws Exception {
    VertxRuntime.await(client.query(sql).execute());
  }

  @Override
  public long queryLong(String sql) throws Exception {
    return VertxRuntime.await(client.query(sql).execute()).iterator().next().getLong(0);
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
  }
}
