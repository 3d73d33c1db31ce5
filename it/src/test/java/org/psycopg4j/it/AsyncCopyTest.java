// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.InvalidTextRepresentation;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;

class AsyncCopyTest {
  private EventLoop loop;
  private AsyncConnection conn;

  @BeforeEach
  void connect() {
    loop = EventLoop.create();
    conn = Async.connect(loop);
    Async.get(conn.execute("CREATE TEMP TABLE t (id int, name text)"));
  }

  @AfterEach
  void close() {
    assertThat(Async.get(conn.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
    loop.close();
  }

  /** A publisher of some text again and again, as often as it is requested. */
  private static Flow.Publisher<ByteBuffer> repeated(String text, int times, AtomicLong requested) {
    return subscriber ->
        subscriber.onSubscribe(
            new Flow.Subscription() {
              private int sent;
              private boolean sending;
              private long wanted;

              @Override
              public void request(long n) {
                requested.addAndGet(n);
                wanted += n;
                if (sending) {
                  return;
                }
                sending = true;
                for (; wanted > 0 && sent < times; wanted--) {
                  sent++;
                  subscriber.onNext(ByteBuffer.wrap(text.getBytes(UTF_8)));
                  if (sent == times) {
                    subscriber.onComplete();
                  }
                }
                sending = false;
              }

              @Override
              public void cancel() {
                sent = times;
              }
            });
  }

  @Test
  void whatAPublisherGivesIsCopied() {
    AtomicLong requested = new AtomicLong();
    String line = "7\t" + "x".repeat(1000) + "\n";
    assertThat(Async.get(conn.copyIn("COPY t FROM STDIN", repeated(line, 20_000, requested))))
        .isEqualTo(20_000);
    assertThat(Async.get(conn.fetchOne("SELECT sum(id), sum(length(name)) FROM t")).toList())
        .containsExactly(140_000L, 20_000_000L);
    assertThat(requested.get()).isLessThan(20_010);
  }

  @Test
  void whatIsCopiedOutIsWhatIsThere() {
    Async.get(
        conn.execute("INSERT INTO t SELECT g, repeat('y', 100) FROM generate_series(1, 20000) g"));
    Collector<ByteBuffer> data = new Collector<>(Long.MAX_VALUE);
    conn.copyOut("COPY t TO STDOUT").subscribe(data);
    Async.get(data.end);
    StringBuilder text = new StringBuilder();
    data.items.forEach(buffer -> text.append(UTF_8.decode(buffer)));
    assertThat(text.toString().lines().count()).isEqualTo(20_000);
    assertThat(text).startsWith("1\tyyy").endsWith("y\n");
    Collector<ByteBuffer> one = new Collector<>(1);
    conn.copyOut("COPY (SELECT %s) TO STDOUT", "it's").subscribe(one);
    Async.get(one.end);
    assertThat(UTF_8.decode(one.items.get(0)).toString()).isEqualTo("it's\n");
  }

  @Test
  void aCopyIsNotReadFasterThanItIsRequested() {
    Collector<ByteBuffer> data = new Collector<>(1);
    conn.copyOut("COPY (SELECT repeat('z', 1000) FROM generate_series(1, 1000000)) TO STDOUT")
        .subscribe(data);
    Flow.Subscription subscription = Async.get(data.subscription);
    CompletableFuture<?> next = conn.execute("SELECT 1");
    Async.get(Async.connect(loop).fetchOne("SELECT pg_sleep(0.2)"));
    assertThat(data.items).hasSizeLessThanOrEqualTo(1);
    assertThat(next).isNotDone();
    subscription.cancel();
    Async.get(next);
  }

  @Test
  void aPublisherThatFailsCopiesNothing() {
    SubmissionPublisher<ByteBuffer> data = new SubmissionPublisher<>();
    CompletableFuture<Long> copy = conn.copyIn("COPY t FROM STDIN", data);
    IllegalStateException why = new IllegalStateException("thrown by the test");
    CompletableFuture<Long> other =
        conn.copyIn(
            "COPY t FROM STDIN",
            subscriber -> {
              throw why;
            });
    data.submit(ByteBuffer.wrap("1\ta\n".getBytes(UTF_8)));
    data.closeExceptionally(why);
    assertThat(Async.error(copy)).isInstanceOf(QueryCanceled.class).hasCause(why);
    assertThat(Async.error(other)).isInstanceOf(QueryCanceled.class).hasCause(why);
    assertThat(Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0)).isZero();
  }

  @Test
  void dataThatTheServerRefusesStopThePublisher() {
    AtomicLong requested = new AtomicLong();
    assertThat(
            Async.error(conn.copyIn("COPY t FROM STDIN", repeated("bad\tx\n", 1 << 30, requested))))
        .isInstanceOf(InvalidTextRepresentation.class);
  }

  @Test
  void aCanceledCopyCopiesNothing() {
    CompletableFuture<String> subscribed = new CompletableFuture<>();
    CompletableFuture<String> canceled = new CompletableFuture<>();
    CompletableFuture<Long> copy =
        conn.copyIn(
            "COPY t FROM STDIN",
            subscriber ->
                subscriber.onSubscribe(
                    new Flow.Subscription() {
                      @Override
                      public void request(long n) {
                        subscribed.complete("requested");
                      }

                      @Override
                      public void cancel() {
                        canceled.complete("canceled");
                      }
                    }));
    Async.get(subscribed);
    copy.cancel(true);
    Async.get(canceled);
    assertThat(Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0)).isZero();
  }

  @Test
  void whatIsNoCopyIsAnError() {
    SubmissionPublisher<ByteBuffer> data = new SubmissionPublisher<>();
    assertThat(Async.error(conn.copyIn("SELECT 1", data))).isInstanceOf(ProgrammingException.class);
    assertThat(Async.error(conn.copyIn("COPY t TO STDOUT", data)))
        .isInstanceOf(ProgrammingException.class);
    Collector<ByteBuffer> none = new Collector<>(1);
    conn.copyOut("COPY t FROM STDIN").subscribe(none);
    assertThat(Async.error(none.end)).isInstanceOf(ProgrammingException.class);
  }
}
