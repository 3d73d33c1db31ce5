// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import java.util.function.IntFunction;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TaskClient;
import org.psycopg4j.benchmarks.Values;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** R2DBC's pool, from which each look-up of a task borrows a connection. */
final class R2dbcTasks implements Client, TaskClient {
  private final R2dbcClient client;
  private final ConnectionPool pool;

  /** Connects. */
  R2dbcTasks(Target target) {
    client = new R2dbcClient(target);
    pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(R2dbcClient.factory(target))
                .initialSize(CONNECTIONS)
                .maxSize(CONNECTIONS)
                .build());
    pool.warmup().block();
  }

  @Override
  public void tasks(int[][] ids, IntFunction<Values> values) {
    Flux.range(0, ids.length)
        .flatMap(
            i -> {
              int[] keys = ids[i];
              Values own = values.apply(i);
              return Flux.range(0, keys.length).concatMap(time -> lookup(keys[time], own));
            },
            ids.length)
        .blockLast();
  }

  private Mono<Long> lookup(int id, Values values) {
    return Mono.usingWhen(
        pool.create(),
        lent ->
            R2dbcRows.read(
                lent.createStatement(R2dbcClient.LOOKUP).bind(0, id), R2dbcRows.LOOKUP, values),
        Connection::close);
  }

  @Override
  public void execute(String sql) {
    client.execute(sql);
  }

  @Override
  public long queryLong(String sql) {
    return client.queryLong(sql);
  }

  @Override
  public void close() {
    pool.disposeLater().block();
    client.close();
  }
}
