// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Notify;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;

/** What user's code does on an event loop that it had better not do: nobody else notices. */
@SuppressWarnings("FutureReturnValueIgnored") // what is called later shows what they did
@Timeout(60)
class AsyncMisuseTest {
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

  private int one() {
    return Async.get(conn.fetchOne("SELECT 1")).getInt(0);
  }

  /** A Selector does not wait on a thread that is interrupted: the loop would turn and turn. */
  @Test
  void aCallbackThatInterruptsTheLoop() {
    CompletableFuture<Boolean> later = new CompletableFuture<>();
    CompletableFuture<Object> called = new CompletableFuture<>();
    CompletableFuture<?> call =
        conn.execute("SELECT 1 FROM pg_sleep(0.1)")
            .thenRun(
                () -> {
                  Thread.currentThread().interrupt();
                  called.complete("interrupted");
                });
    Async.get(called);
    conn.execute("SELECT 1 FROM pg_sleep(0.1)")
        .thenRun(() -> later.complete(Thread.currentThread().isInterrupted()));
    assertThat(Async.get(later)).isFalse();
    assertThat(call).isDone();
  }

  @Test
  void aSubscriberThatCancelsWhileAnotherOneFallsBehind() {
    Collector<Notify> slow = new Collector<>(0);
    conn.notifications().subscribe(slow);
    CompletableFuture<Integer> canceled = new CompletableFuture<>();
    conn.notifications()
        .subscribe(
            new Collector<Notify>(Long.MAX_VALUE) {
              @Override
              public void onNext(Notify item) {
                super.onNext(item);
                if (items.size() == 10_001) {
                  subscription.getNow(null).cancel();
                  canceled.complete(items.size());
                }
              }
            });
    Collector<Notify> fast = new Collector<>(Long.MAX_VALUE);
    conn.notifications().subscribe(fast);
    Async.get(conn.execute("LISTEN many"));
    Async.get(conn.execute("SELECT pg_notify('many', g::text) FROM generate_series(1, 10002) g"));
    assertThat(one()).isEqualTo(1);
    assertThat(Async.get(canceled)).isEqualTo(10_001);
    assertThat(fast.items).hasSize(10_002);
    Async.get(slow.subscription).request(Long.MAX_VALUE);
    assertThat(Async.error(slow.end)).isInstanceOf(OperationalException.class);
    assertThat(slow.items).hasSize(10_000);
  }

  @Test
  void aTransactionIsCanceledWhileItsLastStatementIsWaitedFor() {
    Async.get(conn.execute("CREATE TEMP TABLE t (id int)"));
    CompletableFuture<String> returned = new CompletableFuture<>();
    CompletableFuture<String> block =
        conn.inTransaction(
            tx -> {
              tx.execute("INSERT INTO t VALUES (1)");
              tx.execute("SELECT pg_sleep(600)");
              return returned;
            });
    returned.complete("done");
    block.orTimeout(200, TimeUnit.MILLISECONDS);
    assertThat(Async.error(block)).isInstanceOf(TimeoutException.class);
    assertThat(Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0)).isZero();
  }

  @Test
  void aBodyWhoseStageCantBeAFuture() {
    assertThat(
            Async.error(
                conn.inTransaction(
                    tx ->
                        new CompletableFuture<String>() {
                          @Override
                          public CompletableFuture<String> toCompletableFuture() {
                            throw new UnsupportedOperationException("thrown by the test");
                          }
                        })))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(one()).isEqualTo(1);
  }

  /** It waits for ever, unless it is told for how long. */
  @Test
  void closingBehindATransactionWhoseBodyNeverEnds() {
    CompletableFuture<Object> block = conn.inTransaction(tx -> new CompletableFuture<>());
    CompletableFuture<?> closing = conn.close().orTimeout(100, TimeUnit.MILLISECONDS);
    assertThat(Async.error(closing)).isInstanceOf(TimeoutException.class);
    assertThat(Async.error(block)).isInstanceOf(InterfaceException.class);
    assertThat(Async.error(conn.execute("SELECT 1"))).isInstanceOf(InterfaceException.class);
    assertThat(conn.closed()).isEqualTo(1);
  }

  /** Each frees what its arguments hold while the call before them goes on. */
  @Test
  void callsThatWereGivenUpAreForgotten() {
    conn.execute("SELECT pg_sleep(600)");
    List<WeakReference<byte[]>> arguments = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] argument = new byte[100_000];
      arguments.add(new WeakReference<>(argument));
      conn.execute("SELECT %s", argument).cancel(true);
    }
    Async.get(Async.connect(loop).execute("SELECT 1")); // the loop has done what came before
    System.gc();
    assertThat(arguments.stream().filter(left -> left.get() != null).count()).isLessThan(5);
    conn.abort();
  }

  @Test
  void aPublisherOfDataThatFailsWhenItIsRequestedFrom() {
    Async.get(conn.execute("CREATE TEMP TABLE t (id int)"));
    Throwable error =
        Async.error(
            conn.copyIn(
                "COPY t FROM STDIN",
                subscriber ->
                    subscriber.onSubscribe(
                        new Flow.Subscription() {
                          @Override
                          public void request(long n) {
                            throw new IllegalStateException("thrown by the test");
                          }

                          @Override
                          public void cancel() {}
                        })));
    assertThat(error).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(one()).isEqualTo(1);
  }
}
