// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncResult;

/** Asynchronous, Java's way: futures, transactions of them, rows as a Flow, and COPY. */
final class Futures {
  private Futures() {}

  record User(int id, String name, int age) {}

  static void run(String dsn) throws Exception {
    AsyncConnection conn = AsyncConnection.connect(dsn).join();
    calls(conn);
    transactions(conn);
    timeLimits(conn);
    streams(conn);
    copies(conn);
    conn.close().join();
  }

  private static void calls(AsyncConnection conn) {
    // region futures
    CompletableFuture<String> youngest =
        conn.fetchOne("SELECT name FROM users ORDER BY age LIMIT %s", 1)
            .thenApply(row -> row.getString("name"));

    CompletableFuture<Double> average =
        conn.rows(User.class)
            .fetchAll("SELECT id, name, age FROM users")
            .thenApply(users -> users.stream().mapToInt(User::age).average().orElseThrow());

    System.out.println(
        youngest.thenCombine(average, "%s is the youngest, the average is %.1f"::formatted).join());
    // endregion
  }

  private static void transactions(AsyncConnection conn) {
    // region transaction
    CompletableFuture<Integer> older =
        conn.inTransaction(
            tx ->
                tx.execute("UPDATE users SET age = age + 1 WHERE name = %s", "Emil")
                    .thenCompose(
                        result -> tx.fetchOne("SELECT age FROM users WHERE name = %s", "Emil"))
                    .thenApply(row -> row.getInt("age")));
    System.out.println("Emil is " + older.join());

    try {
      conn.inTransaction(tx -> tx.execute("UPDATE users SET age = age / 0")).join();
    } catch (CompletionException e) {
      System.out.println("Rolled back: " + e.getCause().getMessage());
    }
    // endregion
  }

  private static void timeLimits(AsyncConnection conn) {
    // region timeout
    CompletableFuture<AsyncResult<Row>> slow = conn.execute("SELECT pg_sleep(60)");
    CompletableFuture<Row> next = conn.fetchOne("SELECT 'went on'");
    slow.orTimeout(50, TimeUnit.MILLISECONDS); // the server cancels it then
    System.out.println("The connection " + next.join().getString(0));
    System.out.println("Timed out? " + slow.isCompletedExceptionally());
    // endregion
  }

  private static void streams(AsyncConnection conn) {
    // region publisher
    CompletableFuture<Long> sum = new CompletableFuture<>();
    conn.rows(RowFactory.map(row -> row.getInt(0)))
        .publisher("SELECT generate_series(1, 100000)")
        .subscribe(
            new Flow.Subscriber<>() {
              private long soFar;

              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE); // or a few now, and more later
              }

              @Override
              public void onNext(Integer number) {
                soFar += number;
              }

              @Override
              public void onError(Throwable error) {
                sum.completeExceptionally(error);
              }

              @Override
              public void onComplete() {
                sum.complete(soFar);
              }
            });
    System.out.println("Sum of the stream: " + sum.join());
    // endregion
  }

  private static void copies(AsyncConnection conn) {
    // region copy
    conn.execute("CREATE TEMP TABLE moons (planet text, name text)").join();
    SubmissionPublisher<ByteBuffer> data = new SubmissionPublisher<>();
    CompletableFuture<Long> copied =
        conn.copyIn(
            "COPY moons FROM STDIN",
            subscriber -> {
              data.subscribe(subscriber); // the server asks for data now
              data.submit(ByteBuffer.wrap("Mars\tPhobos\nMars\tDeimos\n".getBytes(UTF_8)));
              data.close();
            });
    System.out.println(copied.join() + " moons copied");
    // endregion
  }
}
