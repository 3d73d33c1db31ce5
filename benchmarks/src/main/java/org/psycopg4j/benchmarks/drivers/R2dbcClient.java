// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import java.util.Objects;
import org.psycopg4j.benchmarks.BatchClient;
import org.psycopg4j.benchmarks.BulkRows;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.ConnectClient;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.LookupClient;
import org.psycopg4j.benchmarks.ScanClient;
import org.psycopg4j.benchmarks.StreamClient;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.TransactionClient;
import org.psycopg4j.benchmarks.Values;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** R2DBC's client: what follows an answer is done on its event loop, as part of one pipeline. */
final class R2dbcClient
    implements Client,
        LookupClient,
        ScanClient,
        StreamClient,
        BatchClient,
        TransactionClient,
        ConnectClient {
  static final String LOOKUP = Tables.numbered(Tables.LOOKUP);
  private static final String INSERT = Tables.numbered(Tables.INSERT);
  private static final String INSERT_COPIED = Tables.numbered(Tables.INSERT_COPIED);
  private static final String INSERT_ARRAYS = Tables.numbered(Tables.INSERT_ARRAYS);
  private static final int PAGE = 1000;

  private final PostgresqlConnectionFactory factory;
  private final PostgresqlConnection connection;

  /** Connects. */
  R2dbcClient(Target target) {
    factory = factory(target);
    connection = Objects.requireNonNull(factory.create().block());
  }

  static PostgresqlConnectionFactory factory(Target target) {
    PostgresqlConnectionConfiguration.Builder options =
        PostgresqlConnectionConfiguration.builder()
            .username(target.user())
            .database(target.database());
    if (target.unix()) {
      options.socket(target.socket().toString());
    } else {
      options.host(target.host()).port(target.port());
    }
    if (target.password() != null) {
      options.password(target.password());
    }
    return new PostgresqlConnectionFactory(options.build());
  }

  @Override
  public void execute(String sql) {
    updated(connection.createStatement(sql)).block();
  }

  private static Mono<Long> updated(PostgresqlStatement statement) {
    return statement.execute().concatMap(result -> result.getRowsUpdated()).reduce(0L, Long::sum);
  }

  @Override
  public long queryLong(String sql) {
    Flux<Long> value =
        connection
            .createStatement(sql)
            .execute()
            .concatMap(
                result -> result.map((row, names) -> (Long) Objects.requireNonNull(row.get(0))));
    return Objects.requireNonNull(value.blockLast());
  }

  @Override
  public void selectOnes(int times, Values values) {
    Flux.range(0, times)
        .concatMap(
            i ->
                connection
                    .createStatement(Tables.SELECT_ONE)
                    .execute()
                    .concatMap(
                        result ->
                            result.map(
                                (row, names) -> {
                                  values.add((long) (Integer) Objects.requireNonNull(row.get(0)));
                                  values.endRow();
                                  return i;
                                })))
        .blockLast();
  }

  @Override
  public void lookups(int[] ids, Values values) {
    Flux.range(0, ids.length)
        .concatMap(
            i ->
                R2dbcRows.read(
                    connection.createStatement(LOOKUP).bind(0, ids[i]), R2dbcRows.LOOKUP, values))
        .blockLast();
  }

  /** One of the field's queries; the number of rows. */
  Mono<Long> query(FieldQuery query, Values values) {
    PostgresqlStatement statement = connection.createStatement(query.numbered());
    for (int i = 0; i < query.arguments().size(); i++) {
      statement.bind(i, query.arguments().get(i));
    }
    return R2dbcRows.read(statement, R2dbcRows.of(query), values);
  }

  @Override
  public long scanObjects(Values values) {
    return scan(connection.createStatement(Tables.SCAN), values);
  }

  @Override
  public long streamObjects(Values values) {
    return scan(connection.createStatement(Tables.SCAN).fetchSize(FETCH_SIZE), values);
  }

  private static long scan(PostgresqlStatement statement, Values values) {
    return Objects.requireNonNull(R2dbcRows.read(statement, R2dbcRows.SCAN, values).block());
  }

  @Override
  public void insertTransactions(int firstId, int count, String note) {
    Flux.range(0, count).concatMap(i -> inTransaction(insert(firstId + i, note))).blockLast();
  }

  private Mono<Long> insert(int id, String note) {
    return updated(connection.createStatement(INSERT).bind(0, id).bind(1, note));
  }

  private Mono<Long> inTransaction(Mono<Long> work) {
    return connection
        .beginTransaction()
        .then(work)
        .flatMap(count -> connection.commitTransaction().thenReturn(count));
  }

  @Override
  public long insertMany(BulkRows rows) {
    int pages = (rows.size() + PAGE - 1) / PAGE;
    Mono<Long> all =
        Flux.range(0, pages).concatMap(page -> insertPage(rows, page)).reduce(0L, Long::sum);
    return Objects.requireNonNull(inTransaction(all).block());
  }

  private Mono<Long> insertPage(BulkRows rows, int page) {
    PostgresqlStatement statement = connection.createStatement(INSERT_COPIED);
    int end = Math.min(rows.size(), (page + 1) * PAGE);
    for (int i = page * PAGE; i < end; i++) {
      if (i > page * PAGE) {
        statement.add();
      }
      Object[] row = rows.get(i);
      statement.bind(0, row[0]).bind(1, row[1]).bind(2, row[2]);
    }
    return updated(statement);
  }

  @Override
  public long insertArrays(BulkRows rows) {
    PostgresqlStatement statement =
        connection
            .createStatement(INSERT_ARRAYS)
            .bind(0, rows.ids().toArray(new Integer[0]))
            .bind(1, rows.notes().toArray(new String[0]))
            .bind(2, rows.halves().toArray(new Double[0]));
    return Objects.requireNonNull(updated(statement).block());
  }

  @Override
  public void connectAndClose() {
    factory.create().flatMap(PostgresqlConnection::close).block();
  }

  @Override
  public void close() {
    connection.close().block();
  }
}
