// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Connections with a thread each. */
final class BlockingCrew implements Crew {
  private final List<BlockingClient> clients;
  private final ExecutorService threads;

  BlockingCrew(List<BlockingClient> clients) {
    this.clients = clients;
    this.threads = Executors.newFixedThreadPool(clients.size());
  }

  @Override
  public Outcome run(Duration duration, int timeoutSeconds) throws Exception {
    List<Callable<Tally>> loops = new ArrayList<>();
    Stopwatch start = Stopwatch.start();
    for (BlockingClient client : clients) {
      loops.add(() -> loop(client, start.nanos(), duration.toNanos(), timeoutSeconds));
    }
    Tally sum = new Tally(timeoutSeconds);
    List<Future<Tally>> tallies = threads.invokeAll(loops);
    Outcome outcome = start.stop(sum);
    for (Future<Tally> tally : tallies) {
      try {
        sum.add(tally.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
    return outcome;
  }

  private static Tally loop(BlockingClient client, long start, long nanos, int timeoutSeconds)
      throws Exception {
    Tally tally = new Tally(timeoutSeconds);
    long now = System.nanoTime();
    do {
      long begin = now;
      long rows = client.once();
      now = System.nanoTime();
      tally.add(rows, now - begin);
    } while (now - start < nanos);
    return tally;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdown();
    for (BlockingClient client : clients) {
      client.close();
    }
  }
}
