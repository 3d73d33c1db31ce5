// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.psycopg4j.benchmarks.pools.Pool;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.results.Slice;
import org.psycopg4j.benchmarks.runner.Meter;

/**
 * Many threads that borrow from one pool of few connections, again and again.
 *
 * @param threads how many
 * @param starter of which kind
 * @param select whether a statement is executed with what was borrowed
 */
record Contest(int threads, Starter starter, boolean select) {
  private static final double[] SHARES = {0.5, 0.99};

  String title() {
    return "%d %s, %d connections, %s"
        .formatted(threads, starter, PoolKind.SIZE, select ? "`select 1`" : "nothing executed");
  }

  /** What a pool has to be good for. */
  String workload() {
    return select ? PoolKind.CONTENDED_SELECT : PoolKind.CONTENDED;
  }

  /** Lets them work for so long, and tells how they were served. */
  <C> Service run(Pool<C> pool, long millis) throws Exception {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    CountDownLatch ready = new CountDownLatch(threads);
    CountDownLatch go = new CountDownLatch(1);
    List<Contestant<C>> contestants = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Contestant<C> contestant = new Contestant<>(pool, select, nanos, ready, go);
      contestants.add(contestant);
      starter.start(contestant);
    }
    ready.await();
    System.gc(); // the last turn's garbage is not this one's work
    Meter meter = new Meter();
    meter.start();
    go.countDown();
    Durations waits = new Durations();
    double[] served = new double[threads];
    for (int i = 0; i < threads; i++) {
      Durations own = contestants.get(i).waits();
      served[i] = own.count();
      waits.add(own);
    }
    Slice slice = meter.stop(waits.count());
    return new Service(
        slice,
        waits.quantileNanos(SHARES[0]),
        waits.quantileNanos(SHARES[1]),
        waits.longestNanos(),
        variation(served));
  }

  /** The standard deviation by the mean. */
  static double variation(double... counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    double mean = sum / counts.length;
    double squares = 0;
    for (double count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return Math.sqrt(squares / counts.length) / mean;
  }
}
