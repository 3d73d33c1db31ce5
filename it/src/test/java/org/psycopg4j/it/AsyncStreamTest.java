// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Notify;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;

/** Rows and notifications as a Flow. */
class AsyncStreamTest {
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

  private Flow.Publisher<Integer> numbers(String sql, Object... arguments) {
    return conn.rows(RowFactory.map(row -> row.getInt(0))).publisher(sql, arguments);
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void allRowsComeInTheirOrder() {
    Collector<Integer> all = new Collector<>(Long.MAX_VALUE);
    numbers("SELECT generate_series(1, %s)", 50_000).subscribe(all);
    assertThat(Async.get(all.end)).isEqualTo("complete");
    assertThat(all.items).isEqualTo(upTo(50_000));
  }

  @Test
  void noMoreComesThanWasRequested() {
    CompletableFuture<String> third = new CompletableFuture<>();
    Collector<Integer> some =
        new Collector<>(2) {
          @Override
          public void onNext(Integer item) {
            super.onNext(item);
            if (item == 3) {
              third.complete("here");
            }
          }
        };
    numbers("SELECT generate_series(1, 100000)").subscribe(some);
    Async.get(some.subscription).request(1);
    Async.get(third);
    // What comes later than this on the loop's thread comes later than what had come too early.
    Async.get(Async.connect(loop).fetchOne("SELECT 1"));
    assertThat(some.items).containsExactly(1, 2, 3);
    some.subscription.join().request(Long.MAX_VALUE);
    assertThat(Async.get(some.end)).isEqualTo("complete");
    assertThat(some.items).hasSize(100_000);
  }

  @Test
  void rowsThatHaveComeDontWaitForThoseToCome() {
    CompletableFuture<String> first = new CompletableFuture<>();
    Collector<Row> rows =
        new Collector<>(Long.MAX_VALUE) {
          @Override
          public void onNext(Row item) {
            super.onNext(item);
            first.complete("here");
          }
        };
    // The server sends what it has when it is 8 kB, and sleeps then.
    conn.publisher(
            "SELECT repeat('x', 9000), CASE WHEN g > 2 THEN pg_sleep(3600) END"
                + " FROM generate_series(1, 3) g")
        .subscribe(rows);
    Async.get(first);
    Async.get(rows.subscription).cancel();
    assertThat(Async.get(conn.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
  }

  @Test
  void aCanceledSubscriptionFreesTheConnection() {
    Collector<Integer> some =
        new Collector<>(3) {
          @Override
          public void onNext(Integer item) {
            super.onNext(item);
            if (items.size() == 3) {
              subscription.join().cancel();
            }
          }
        };
    numbers("SELECT generate_series(1, 1000000000)").subscribe(some);
    assertThat(Async.get(conn.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
    assertThat(some.items).containsExactly(1, 2, 3);
    assertThat(some.end).isNotDone();
  }

  @Test
  void whatChangesRowsCanReturnThem() {
    Async.get(conn.execute("CREATE TEMP TABLE t (id int)"));
    Collector<Integer> ids = new Collector<>(Long.MAX_VALUE);
    numbers("INSERT INTO t SELECT generate_series(1, 3) RETURNING id").subscribe(ids);
    Async.get(ids.end);
    assertThat(ids.items).containsExactly(1, 2, 3);
    Collector<Integer> none = new Collector<>(1);
    numbers("DELETE FROM t").subscribe(none);
    assertThat(Async.get(none.end)).isEqualTo("complete");
    assertThat(none.items).isEmpty();
    assertThat(Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0)).isZero();
  }

  @Test
  void rowsBeforeAnErrorComeBeforeIt() {
    Collector<Integer> rows = new Collector<>(Long.MAX_VALUE);
    numbers("SELECT 1 / (5 - g) FROM generate_series(1, 10) g").subscribe(rows);
    assertThat(Async.error(rows.end)).isInstanceOf(DivisionByZero.class);
    assertThat(rows.items).hasSize(4);
    Collector<Integer> two = new Collector<>(Long.MAX_VALUE);
    numbers("SELECT 1; SELECT 2").subscribe(two);
    assertThat(Async.error(two.end)).isInstanceOf(ProgrammingException.class);
    assertThat(two.items).containsExactly(1);
  }

  @Test
  void aRowThatCannotBeMadeEndsTheStream() {
    Collector<String> rows = new Collector<>(Long.MAX_VALUE);
    conn.rows(
            RowFactory.<String>map(
                row -> {
                  throw new IllegalStateException("thrown by the test");
                }))
        .publisher("SELECT generate_series(1, 1000000)")
        .subscribe(rows);
    assertThat(Async.error(rows.end)).isInstanceOf(IllegalStateException.class);
    assertThat(Async.get(conn.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
  }

  @Test
  void aSubscriberThatThrowsIsCanceled() {
    Collector<Integer> bad =
        new Collector<>(Long.MAX_VALUE) {
          @Override
          public void onNext(Integer item) {
            super.onNext(item);
            throw new StackOverflowError("thrown by the test");
          }
        };
    numbers("SELECT generate_series(1, 1000000)").subscribe(bad);
    assertThat(Async.get(conn.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
    assertThat(bad.items).containsExactly(1);
  }

  @Test
  void aStreamInATransaction() {
    Async.get(
        conn.inTransaction(
            tx -> {
              Collector<Row> rows = new Collector<>(Long.MAX_VALUE);
              tx.publisher("SELECT generate_series(1, 1000)").subscribe(rows);
              return rows.end.thenAccept(end -> assertThat(rows.items).hasSize(1000));
            }));
  }

  @Test
  void aStreamEndsWithItsConnection() {
    Collector<Integer> rows = new Collector<>(1);
    numbers("SELECT generate_series(1, 1000000)").subscribe(rows);
    Collector<Notify> notifications = new Collector<>(1);
    conn.notifications().subscribe(notifications);
    conn.abort();
    assertThat(Async.error(notifications.end)).isInstanceOf(InterfaceException.class);
    Async.get(rows.subscription).request(Long.MAX_VALUE);
    assertThat(Async.error(rows.end)).isInstanceOf(InterfaceException.class);
    Collector<Integer> late = new Collector<>(1);
    numbers("SELECT 1").subscribe(late);
    assertThat(Async.error(late.end)).isInstanceOf(InterfaceException.class);
  }

  @Test
  void notificationsComeWhileTheConnectionIsIdle() {
    Collector<Notify> all = new Collector<>(Long.MAX_VALUE);
    conn.notifications().subscribe(all);
    CompletableFuture<Notify> told = new CompletableFuture<>();
    conn.onNotify(told::complete);
    Async.get(conn.execute("LISTEN news"));
    AsyncConnection other = Async.connect(loop);
    Async.get(other.execute("NOTIFY news, 'one'; NOTIFY news, 'two'"));
    Notify first = Async.get(told);
    assertThat(first).isEqualTo(new Notify(other.getBackendPid(), "news", "one"));
    Async.get(conn.close());
    assertThat(Async.error(all.end)).isInstanceOf(InterfaceException.class);
    assertThat(all.items).extracting(Notify::payload).containsExactly("one", "two");
  }

  @Test
  void aSubscriberTooFarBehindGetsNoMoreNotifications() {
    Collector<Notify> slow = new Collector<>(1);
    conn.notifications().subscribe(slow);
    Async.get(conn.execute("LISTEN news"));
    Async.get(conn.execute("SELECT pg_notify('news', g::text) FROM generate_series(1, 10010) g"));
    Async.get(slow.subscription).request(Long.MAX_VALUE);
    assertThat(Async.error(slow.end)).isInstanceOf(OperationalException.class);
    assertThat(slow.items).hasSize(10_001);
  }
}
