// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Connections that event loops serve: the end of one query begins the next, on its loop. */
final class AsyncCrew implements Crew {
  private final List<AsyncClient> clients;
  private final Runnable loops;

  /**
   * Takes connections that are open.
   *
   * @param loops closes what serves them, when they are closed
   */
  AsyncCrew(List<AsyncClient> clients, Runnable loops) {
    this.clients = clients;
    this.loops = loops;
  }

  @Override
  public Outcome run(Duration duration, int timeoutSeconds) throws Exception {
    List<Chain> chains = new ArrayList<>();
    Stopwatch start = Stopwatch.start();
    for (AsyncClient client : clients) {
      chains.add(new Chain(client, start.nanos(), duration.toNanos(), new Tally(timeoutSeconds)));
    }
    chains.forEach(chain -> chain.begin(System.nanoTime()));
    List<Tally> tallies = new ArrayList<>();
    for (Chain chain : chains) {
      try {
        tallies.add(chain.ended.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    Tally sum = new Tally(timeoutSeconds);
    Outcome outcome = start.stop(sum);
    tallies.forEach(sum::add);
    return outcome;
  }

  @Override
  public void close() {
    for (AsyncClient client : clients) {
      client.close();
    }
    loops.run();
  }

  /** A connection's queries, one after another. Its loop's, but for the first. */
  private static final class Chain implements AsyncClient.Callback {
    final CompletableFuture<Tally> ended = new CompletableFuture<>();
    private final AsyncClient client;
    private final long start;
    private final long nanos;
    private final Tally tally;
    private long begin;

    Chain(AsyncClient client, long start, long nanos, Tally tally) {
      this.client = client;
      this.start = start;
      this.nanos = nanos;
      this.tally = tally;
    }

    void begin(long now) {
      begin = now;
      try {
        client.once(this);
      } catch (RuntimeException e) {
        ended.completeExceptionally(e); // on a loop nobody else would learn of it
      }
    }

    @Override
    public void done(long rows, @Nullable Throwable error) {
      if (error != null) {
        ended.completeExceptionally(error);
        return;
      }
      long now = System.nanoTime();
      tally.add(rows, now - begin);
      if (now - start < nanos) {
        begin(now);
      } else {
        ended.complete(tally);
      }
    }
  }
}
