// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncResult;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.SQL;

class FuturesTest {
  record Named(int id, String name) {}

  private EventLoop loop;
  private AsyncConnection conn;

  @BeforeEach
  void connect() {
    loop = EventLoop.create();
    conn = Async.connect(loop);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private Object value(CompletableFuture<Row> future) {
    return Async.get(future).get(0);
  }

  @Test
  void statementsTakeArgumentsAsCursorsDo() {
    assertThat(value(conn.fetchOne("SELECT '100%'"))).isEqualTo("100%");
    assertThat(value(conn.fetchOne("SELECT %s || %s", "a", "b"))).isEqualTo("ab");
    assertThat(value(conn.fetchOne("SELECT %(x)s", Map.of("x", 7)))).isEqualTo(7);
    assertThat(value(conn.fetchOne("SELECT %(name)s", new Named(1, "n")))).isEqualTo("n");
    assertThat(value(conn.fetchOne(new SQL("SELECT 1 AS {}").format(Identifier.of("one")))))
        .isEqualTo(1);
    assertThat(Async.error(conn.fetchOne("SELECT %s, %s", 1)))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void aResultHasWhatACursorHas() {
    AsyncResult<Row> result =
        Async.get(conn.execute("SELECT 1; SELECT g AS n FROM generate_series(1, 5) g"));
    assertThat(result.rowCount()).isEqualTo(5);
    assertThat(result.statusMessage()).isEqualTo("SELECT 5");
    assertThat(result.description().get(0).name()).isEqualTo("n");
    assertThat(result.fetchOne().getInt(0)).isEqualTo(1);
    assertThat(result.fetchMany(2)).hasSize(2);
    assertThat(result.fetchAll()).hasSize(2);
    assertThat(result.resultCount()).isEqualTo(2);
    assertThat(result.setResult(0).fetchColumns().size()).isEqualTo(1);
  }

  @Test
  void rowsAreOfTheWantedShape() {
    assertThat(
            Async.get(
                conn.rows(Named.class).fetchAll("SELECT 1 AS id, 'a' AS name UNION SELECT 2, 'b'")))
        .containsExactlyInAnyOrder(new Named(1, "a"), new Named(2, "b"));
    assertThat(Async.get(conn.rows(RowFactory.map(row -> row.getInt(0) * 2)).fetchOne("SELECT 21")))
        .isEqualTo(42);
  }

  @Test
  void whatHasNoRowsHasNoneToFetch() {
    assertThat(Async.error(conn.fetchAll("SET work_mem TO '4MB'")))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
    assertThat(Async.get(conn.fetchOne("SELECT 1 WHERE false"))).isNull();
  }

  @Test
  void anErrorIsItsCallsAndTheConnectionGoesOn() {
    CompletableFuture<Row> bad = conn.fetchOne("SELECT 1/0");
    CompletableFuture<Row> good = conn.fetchOne("SELECT 1");
    assertThat(Async.error(bad)).isInstanceOf(DivisionByZero.class);
    assertThat(value(good)).isEqualTo(1);
    assertThat(conn.closed()).isZero();
  }

  @Test
  void manyStatements() {
    Async.get(conn.execute("CREATE TEMP TABLE t (id int PRIMARY KEY)"));
    List<List<Integer>> some = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      some.add(List.of(i));
    }
    assertThat(Async.get(conn.executeMany("INSERT INTO t VALUES (%s)", some.subList(0, 10))))
        .isEqualTo(10);
    assertThat(Async.get(conn.executeBatch("INSERT INTO t VALUES (%s)", some.subList(10, 250))))
        .isEqualTo(240);
    assertThat(
            Async.error(
                conn.executeMany("INSERT INTO t VALUES (%s)", List.of(List.of(900), List.of(0)))))
        .isInstanceOf(UniqueViolation.class);
    assertThat(Async.get(conn.executeMany("INSERT INTO t VALUES (%s)", List.of()))).isZero();
    assertThat(value(conn.fetchOne("SELECT count(*) FROM t"))).isEqualTo(251L);
  }

  @Test
  void tenThousandCallsAtOnceAreAnsweredInTheirOrder() {
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      calls.add(
          conn.fetchOne("SELECT %s", i)
              .thenApply(
                  row -> {
                    order.append(number).append(' ');
                    return row.getInt(0);
                  }));
    }
    StringBuilder wanted = new StringBuilder();
    for (int i = 0; i < calls.size(); i++) {
      assertThat(Async.get(calls.get(i))).isEqualTo(i);
      wanted.append(i).append(' ');
    }
    assertThat(order.toString()).isEqualTo(wanted.toString());
  }

  @Test
  void tooManyCallsAreRefused() {
    CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(60)");
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (int i = 0; i < (1 << 16) + 10; i++) {
      calls.add(conn.execute("SELECT 1"));
    }
    assertThat(Async.error(calls.get(calls.size() - 1)))
        .isInstanceOf(OperationalException.class)
        .hasMessageStartingWith("too many calls wait for their turn");
    calls.forEach(call -> call.cancel(true));
    sleep.cancel(true);
    assertThat(value(conn.fetchOne("SELECT 1"))).isEqualTo(1);
  }

  @Test
  void aCanceledCallIsCanceledOnTheServer() {
    CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(3600)");
    CompletableFuture<Row> next = conn.fetchOne("SELECT 1");
    assertThat(sleep.cancel(true)).isTrue();
    assertThat(value(next)).isEqualTo(1);
    CompletableFuture<?> late = conn.execute("SELECT pg_sleep(3600)");
    late.orTimeout(50, TimeUnit.MILLISECONDS);
    assertThat(Async.error(late)).isInstanceOf(TimeoutException.class);
    assertThat(value(conn.fetchOne("SELECT 2"))).isEqualTo(2);
  }

  @Test
  void aCanceledCallThatWaitsIsNotExecuted() {
    Async.get(conn.execute("CREATE TEMP TABLE t (id int)"));
    CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(0.2)");
    CompletableFuture<?> insert = conn.execute("INSERT INTO t VALUES (1)");
    assertThat(insert.cancel(true)).isTrue();
    Async.get(sleep);
    assertThat(value(conn.fetchOne("SELECT count(*) FROM t"))).isEqualTo(0L);
  }

  @Test
  void aStormOfCancellationsLeavesTheConnectionInStep() {
    for (int i = 0; i < 100; i++) {
      CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(3600), %s", i);
      if (i % 2 == 0) {
        CompletableFuture<?> beaten = conn.execute("SELECT %s", i);
        beaten.cancel(true);
      }
      sleep.cancel(true);
      assertThat(sleep).isCancelled();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(value(conn.fetchOne("SELECT %s", i))).isEqualTo(i);
    }
  }

  @Test
  void cancelEndsWhatIsExecuted() {
    CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(3600)");
    conn.cancel();
    assertThat(Async.error(sleep)).isInstanceOf(QueryCanceled.class);
    conn.cancel();
    assertThat(value(conn.fetchOne("SELECT 1"))).isEqualTo(1);
  }

  @Test
  void aFutureThatIsCompletedFromOutsideKeepsItsValue() {
    CompletableFuture<Row> sleep = conn.fetchOne("SELECT pg_sleep(3600)");
    assertThat(sleep.complete(null)).isTrue();
    assertThat(value(conn.fetchOne("SELECT 1"))).isEqualTo(1);
    assertThat(Async.get(sleep)).isNull();
  }

  @Test
  void theLoopsThreadCannotWaitForItself() {
    CompletableFuture<Throwable> thrown;
    try (Connection holder = Shared.connect()) {
      Shared.run(holder, "SELECT pg_advisory_lock(7301)");
      thrown =
          conn.fetchOne("SELECT 1 FROM (SELECT pg_advisory_lock(7301)) AS locked")
              .handle(
                  (row, error) -> {
                    try {
                      return new AssertionError(conn.fetchOne("SELECT 2").join());
                    } catch (ProgrammingException e) {
                      return e;
                    }
                  });
    } // only now can the answer come, and it is the loop's thread that it comes to
    assertThat(Async.get(thrown)).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void anExecutorRunsTheUsersCode() {
    ExecutorService pool = Executors.newFixedThreadPool(1, work -> new Thread(work, "users"));
    try (EventLoop other = EventLoop.create(pool)) {
      AsyncConnection theirs = Async.connect(other);
      String thread =
          Async.get(
              theirs
                  .rows(RowFactory.map(row -> Thread.currentThread().getName()))
                  .fetchOne("SELECT 1"));
      assertThat(thread).isEqualTo("users");
      // There one may wait.
      Row waited =
          Async.get(
              theirs
                  .fetchOne("SELECT 1")
                  .thenApplyAsync(row -> theirs.fetchOne("SELECT 2").join()));
      assertThat(waited.getInt(0)).isEqualTo(2);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void anErrorInWhatIsChainedHarmsNobody() {
    CompletableFuture<Row> chained =
        conn.fetchOne("SELECT 1")
            .thenApply(
                row -> {
                  throw new StackOverflowError("thrown by the test");
                });
    assertThat(Async.error(chained)).isInstanceOf(StackOverflowError.class);
    conn.onNotify(
        notify -> {
          throw new StackOverflowError("thrown by the test");
        });
    assertThat(value(conn.fetchOne("LISTEN a; NOTIFY a; SELECT 1"))).isEqualTo(1);
    assertThat(value(conn.fetchOne("SELECT 2"))).isEqualTo(2);
  }

  @Test
  void noticesAreTold() {
    CompletableFuture<String> told = new CompletableFuture<>();
    conn.onNotice(notice -> told.complete(notice.messagePrimary()));
    Async.get(conn.execute("DO $$ BEGIN RAISE NOTICE 'hello'; END $$"));
    assertThat(Async.get(told)).isEqualTo("hello");
  }

  @Test
  void closeLetsWhatWasCalledBeforeEnd() {
    CompletableFuture<Row> before = conn.fetchOne("SELECT 1 FROM pg_sleep(0.1)");
    CompletableFuture<?> closing = conn.close();
    CompletableFuture<Row> after = conn.fetchOne("SELECT 2");
    assertThat(value(before)).isEqualTo(1);
    Async.get(closing);
    assertThat(Async.error(after))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
    assertThat(conn.closed()).isEqualTo(1);
    Async.get(conn.close());
  }

  @Test
  void abortEndsEverythingNow() {
    CompletableFuture<?> busy = conn.execute("SELECT pg_sleep(3600)");
    CompletableFuture<?> waiting = conn.execute("SELECT 1");
    conn.abort();
    assertThat(Async.error(busy)).isInstanceOf(InterfaceException.class);
    assertThat(Async.error(waiting)).isInstanceOf(InterfaceException.class);
    assertThat(Async.error(conn.execute("SELECT 1"))).isInstanceOf(InterfaceException.class);
  }

  @Test
  void aClosedLoopClosesItsConnections() {
    CompletableFuture<?> busy = conn.execute("SELECT pg_sleep(3600)");
    loop.close();
    loop.close();
    assertThat(Async.error(busy)).isInstanceOf(InterfaceException.class);
    assertThat(Async.error(conn.execute("SELECT 1"))).isInstanceOf(InterfaceException.class);
    assertThat(Async.error(AsyncConnection.connect(Shared.server().dsn(), loop)))
        .isInstanceOf(InterfaceException.class);
    assertThat(conn.closed()).isEqualTo(1);
  }

  @Test
  void aConnectionThatCannotBeOpenedSaysWhy() {
    assertThat(Async.error(AsyncConnection.connect("no=such", loop)))
        .isInstanceOf(ProgrammingException.class);
    assertThat(
            Async.error(
                AsyncConnection.connect(
                    Shared.server().dsn(), options -> options.dbname("no_such"), loop)))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("database \"no_such\" does not exist");
    assertThat(
            Async.error(
                AsyncConnection.connect(
                    "",
                    options -> {
                      throw new IllegalStateException("thrown by the test");
                    },
                    loop)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cancelledCallsAreCancellations() {
    CompletableFuture<?> sleep = conn.execute("SELECT pg_sleep(3600)");
    sleep.cancel(false);
    assertThat(sleep.handle((value, error) -> error).join())
        .isInstanceOf(CancellationException.class);
  }
}
