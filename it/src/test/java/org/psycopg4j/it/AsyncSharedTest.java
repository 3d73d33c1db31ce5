// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncResult;
import org.psycopg4j.async.AsyncStatements;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.UniqueViolation;

/** Many tasks on one connection, whose statements are under way together. */
class AsyncSharedTest {
  private EventLoop loop;
  private AsyncConnection conn;
  private AsyncStatements<Row> shared;

  @BeforeEach
  void connect() {
    loop = EventLoop.create();
    conn = Async.connect(loop);
    shared = conn.shared();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private static void elsewhere(String sql) {
    try (Connection other = Shared.autocommit()) {
      other.cursor().execute(sql);
    }
  }

  private static int number(Row row) {
    return row.getInt(0);
  }

  /** Calls one after another, each of which gets its own number back. */
  private static CompletableFuture<Integer> task(AsyncStatements<Row> on, int number, int calls) {
    CompletableFuture<Integer> one =
        on.fetchOne("SELECT %s::int, repeat('x', 500)", number).thenApply(AsyncSharedTest::number);
    return calls == 1
        ? one
        : one.thenCompose(
            got -> task(on, number, calls - 1).thenApply(rest -> got.equals(rest) ? got : -1));
  }

  @Test
  void eachTaskGetsItsOwnAnswers() {
    List<CompletableFuture<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      tasks.add(task(shared, i, 20));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(Async.get(tasks.get(i))).isEqualTo(i);
    }
    assertThat(conn.info().promotedExecutions()).isGreaterThan(9_000);
  }

  @Test
  void severalAreUnderWayAtOnce() {
    try (Connection other = Psycopg.connect(Shared.server().dsn())) {
      other.cursor().execute("SELECT pg_advisory_lock(4711)");
      CompletableFuture<Row> waits = shared.fetchOne("SELECT pg_advisory_xact_lock(4711)");
      CompletableFuture<Row> behind = shared.fetchOne("SELECT pg_backend_pid()");
      assertThat(behind).isNotDone();
      other.cursor().execute("SELECT pg_advisory_unlock(4711)");
      Async.get(waits);
      assertThat(number(Async.get(behind))).isEqualTo(conn.getBackendPid());
    }
  }

  @Test
  void anErrorIsItsStatementsOwn() {
    List<CompletableFuture<Row>> good = new ArrayList<>();
    List<CompletableFuture<Row>> bad = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      good.add(shared.fetchOne("SELECT %s + 1", i));
      bad.add(shared.fetchOne("SELECT 1 / %s", 0));
    }
    CompletableFuture<Row> unfit = shared.fetchOne("SELECT %s, %s", 1);
    CompletableFuture<Row> last = shared.fetchOne("SELECT 7");
    for (int i = 0; i < 50; i++) {
      assertThat(number(Async.get(good.get(i)))).isEqualTo(i + 1);
      assertThat(Async.error(bad.get(i))).isInstanceOf(DivisionByZero.class);
    }
    assertThat(Async.error(unfit)).isInstanceOf(ParameterException.class);
    assertThat(number(Async.get(last))).isEqualTo(7);
  }

  @Test
  void aStatementThatChangesSettingsIsAlone() {
    List<CompletableFuture<?>> settings = new ArrayList<>();
    List<CompletableFuture<String>> texts = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String style = i % 2 == 0 ? "German, DMY" : "ISO, MDY";
      settings.add(shared.execute("SET datestyle TO " + style));
      texts.add(shared.fetchOne("SELECT '2003-02-01'::date").thenApply(row -> row.getString(0)));
      wanted.add(i % 2 == 0 ? "01.02.2003" : "2003-02-01");
    }
    for (int i = 0; i < 60; i++) {
      assertThat(Async.get(texts.get(i))).isEqualTo(wanted.get(i));
    }
    settings.forEach(Async::get);
  }

  @Test
  void transactionsAndOtherCallsHaveTheConnectionToThemselves() {
    Async.get(conn.execute("CREATE TEMP TABLE taken (id int PRIMARY KEY)"));
    List<CompletableFuture<?>> all = new ArrayList<>();
    AtomicInteger refused = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      int id = i;
      all.add(shared.execute("INSERT INTO taken VALUES (%s)", id));
      if (i % 7 == 0) {
        all.add(
            conn.inTransaction(
                    tx ->
                        tx.execute("INSERT INTO taken VALUES (%s)", 1000 + id)
                            .thenCompose(done -> tx.execute("INSERT INTO taken VALUES (%s)", id)))
                .handle(
                    (done, error) -> {
                      assertThat(error).isInstanceOf(UniqueViolation.class);
                      return refused.incrementAndGet();
                    }));
      }
      if (i % 11 == 0) {
        all.add(conn.execute("UPDATE taken SET id = id WHERE id = %s", id));
      }
    }
    all.forEach(Async::get);
    assertThat(refused).hasValue(29);
    assertThat(number(Async.get(shared.fetchOne("SELECT count(*), max(id) FROM taken"))))
        .isEqualTo(200);
  }

  @Test
  void insideOfATransactionTheyHaveTheirTurnOneByOne() {
    Async.get(conn.begin());
    CompletableFuture<Row> one = shared.fetchOne("SELECT 1 / %s", 0);
    CompletableFuture<Row> two = shared.fetchOne("SELECT 2");
    assertThat(Async.error(one)).isInstanceOf(DivisionByZero.class);
    assertThat(Async.error(two)).hasMessageContaining("aborted");
    Async.get(conn.rollback());
    assertThat(number(Async.get(shared.fetchOne("SELECT 3")))).isEqualTo(3);
  }

  @Test
  void aTableThatChangesMeanwhileDisturbsNobody() {
    elsewhere("DROP TABLE IF EXISTS widening");
    elsewhere("CREATE TABLE widening AS SELECT 1 AS a");
    for (int column = 0; column < 20; column++) {
      List<CompletableFuture<Row>> rows = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        rows.add(shared.fetchOne("SELECT * FROM widening"));
        rows.add(shared.fetchOne("SELECT 1"));
      }
      elsewhere("ALTER TABLE widening ADD COLUMN b" + column + " int");
      rows.forEach(row -> assertThat(number(Async.get(row))).isEqualTo(1));
    }
    elsewhere("DROP TABLE widening");
    assertThat(conn.info().promotionFallbacks()).isPositive();
  }

  @Test
  void cancelingOneHitsNoOther() {
    Random random = new Random(7);
    for (int round = 0; round < 30; round++) {
      List<CompletableFuture<Integer>> kept = new ArrayList<>();
      List<CompletableFuture<?>> canceled = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int number = i;
        if (i % 10 == 3) {
          canceled.add(shared.fetchOne("SELECT pg_sleep(%s)", random.nextInt(3) * 0.001));
        }
        kept.add(
            shared
                .fetchOne("SELECT %s, pg_sleep(0.0001)", number)
                .thenApply(AsyncSharedTest::number));
      }
      canceled.forEach(call -> call.cancel(true));
      for (int i = 0; i < 60; i++) {
        assertThat(Async.get(kept.get(i))).isEqualTo(i);
      }
    }
    CompletableFuture<Row> sleeps = shared.fetchOne("SELECT pg_sleep(3600)");
    CompletableFuture<Row> behind = shared.fetchOne("SELECT pg_sleep(3600)");
    CompletableFuture<Row> last = shared.fetchOne("SELECT 5");
    behind.cancel(true);
    sleeps.cancel(true);
    assertThat(number(Async.get(last))).isEqualTo(5);
  }

  @Test
  void whatIsUnderWayWhenTheConnectionEndsFails() {
    List<CompletableFuture<AsyncResult<Row>>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(shared.execute("SELECT pg_sleep(%s)", i == 20 ? 3600 : 0));
    }
    Async.get(calls.get(19));
    elsewhere("SELECT pg_terminate_backend(" + conn.getBackendPid() + ")");
    for (CompletableFuture<AsyncResult<Row>> call : calls.subList(20, 40)) {
      assertThat(Async.error(call)).isInstanceOf(OperationalException.class);
    }
    assertThat(Async.error(shared.fetchOne("SELECT 1")))
        .isInstanceOfAny(OperationalException.class, InterfaceException.class);
  }

  @Test
  void closingWaitsForThem() {
    List<CompletableFuture<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tasks.add(task(shared, i, 1));
    }
    Async.get(conn.close());
    for (int i = 0; i < 50; i++) {
      assertThat(tasks.get(i)).isCompletedWithValue(i);
    }
  }
}
