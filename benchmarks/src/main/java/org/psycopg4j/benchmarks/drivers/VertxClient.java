// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.ConnectClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.PipelineClient;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;

/**
 * Vert.x's client: what follows an answer is done on its event loop, where the workload's thread
 * has started it.
 */
final class VertxClient
    implements Client,
        LookupClient,
        PipelineClient,
        ScanClient,
        StreamClient,
        BatchClient,
        TransactionClient,
        ConnectClient {
  private static final String LOOKUP = Tables.numbered(Tables.LOOKUP);
  private static final String INSERT = Tables.numbered(Tables.INSERT);
  private static final String INSERT_COPIED = Tables.numbered(Tables.INSERT_COPIED);
  private static final String INSERT_ARRAYS = Tables.numbered(Tables.INSERT_ARRAYS);
  private static final int PAGE = 1000;

  private final Target target;
  private final Context context = VertxRuntime.VERTX.getOrCreateContext();
  private final PgConnection connection;

  /** Connects. */
  VertxClient(Target target) throws Exception {
    this.target = target;
    connection = await(this::connect);
  }

  private Future<PgConnection> connect() {
    return PgConnection.connect(VertxRuntime.VERTX, VertxRuntime.options(target));
  }

  private <T> T await(Supplier<Future<T>> start) throws Exception {
    return VertxRuntime.await(context, start);
  }

  @Override
  public void execute(String sql) throws Exception {
    await(() -> connection.query(sql).execute());
  }

  @Override
  public long queryLong(String sql) throws Exception {
    return await(() -> connection.query(sql).execute()).iterator().next().getLong(0);
  }

  @Override
  public void selectOnes(int times, Values values) throws Exception {
    await(
        () ->
            VertxRuntime.oneAfterAnother(
                times,
                i ->
                    connection
                        .preparedQuery(Tables.SELECT_ONE)
                        .execute()
                        .onSuccess(rows -> VertxRows.ints(rows, values))));
  }

  @Override
  public void lookups(int[] ids, Values values) throws Exception {
    await(() -> VertxRuntime.oneAfterAnother(ids.length, i -> lookup(ids[i], values)));
  }

  private Future<RowSet<Row>> lookup(int id, Values values) {
    return connection
        .preparedQuery(LOOKUP)
        .execute(Tuple.of(id))
        .onSuccess(rows -> VertxRows.objects(rows, values));
  }

  @Override
  public void pipelinedLookups(int[] ids, Values values) throws Exception {
    await(
        () -> {
          List<Future<?>> sent = new ArrayList<>(ids.length);
          for (int id : ids) {
            sent.add(lookup(id, values));
          }
          return Future.all(sent);
        });
  }

  /** One of the field's queries. */
  Future<RowSet<Row>> query(FieldQuery query, Values values) {
    return connection
        .preparedQuery(query.numbered())
        .execute(Tuple.from(query.arguments()))
        .onSuccess(rows -> VertxRows.objects(rows, values));
  }

  @Override
  public long scanObjects(Values values) throws Exception {
    return await(
            () ->
                connection
                    .preparedQuery(Tables.SCAN)
                    .execute()
                    .onSuccess(rows -> rows.forEach(row -> VertxRows.scanned(row, values))))
        .size();
  }

  @Override
  public long streamObjects(Values values) throws Exception {
    long[] count = new long[1];
    await(
        () ->
            connection
                .begin()
                .compose(
                    transaction ->
                        connection
                            .prepare(Tables.SCAN)
                            .compose(
                                statement ->
                                    toTheEnd(
                                            statement.createStream(FETCH_SIZE, Tuple.tuple()),
                                            row -> {
                                              VertxRows.scanned(row, values);
                                              count[0]++;
                                            })
                                        .compose(none -> statement.close()))
                            .compose(none -> transaction.commit())));
    return count[0];
  }

  private static Future<Void> toTheEnd(RowStream<Row> rows, io.vertx.core.Handler<Row> action) {
    Promise<Void> end = Promise.promise();
    rows.exceptionHandler(end::tryFail).endHandler(none -> end.tryComplete()).handler(action);
    return end.future();
  }

  @Override
  public void insertTransactions(int firstId, int count, String note) throws Exception {
    await(
        () ->
            VertxRuntime.oneAfterAnother(
                count,
                i ->
                    connection
                        .begin()
                        .compose(
                            transaction ->
                                insert(firstId + i, note).compose(rows -> transaction.commit()))));
  }

  private Future<RowSet<Row>> insert(int id, String note) {
    return connection.preparedQuery(INSERT).execute(Tuple.of(id, note));
  }

  @Override
  public void pipelinedTransactions(int firstId, int count, String note) throws Exception {
    await(
        () ->
            VertxRuntime.oneAfterAnother(
                count,
                i ->
                    Future.all(
                        connection.preparedQuery("BEGIN").execute(),
                        insert(firstId + i, note),
                        connection.preparedQuery("COMMIT").execute())));
  }

  @Override
  public long insertMany(BulkRows rows) throws Exception {
    int pages = (rows.size() + PAGE - 1) / PAGE;
    await(
        () ->
            connection
                .begin()
                .compose(
                    transaction ->
                        VertxRuntime.oneAfterAnother(pages, page -> insertPage(rows, page))
                            .compose(none -> transaction.commit())));
    return rows.size();
  }

  private Future<RowSet<Row>> insertPage(BulkRows rows, int page) {
    int end = Math.min(rows.size(), (page + 1) * PAGE);
    List<Tuple> tuples = new ArrayList<>(PAGE);
    for (int i = page * PAGE; i < end; i++) {
      tuples.add(Tuple.wrap(rows.get(i)));
    }
    return connection.preparedQuery(INSERT_COPIED).executeBatch(tuples);
  }

  @Override
  public long insertArrays(BulkRows rows) throws Exception {
    Tuple arrays =
        Tuple.of(
            rows.ids().toArray(new Integer[0]),
            rows.notes().toArray(new String[0]),
            rows.halves().toArray(new Double[0]));
    return await(() -> connection.preparedQuery(INSERT_ARRAYS).execute(arrays)).rowCount();
  }

  @Override
  public void connectAndClose() throws Exception {
    await(() -> connect().compose(PgConnection::close));
  }

  @Override
  public void close() {
    connection.close().toCompletionStage().toCompletableFuture().join();
  }
}
