// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait: for how long, what ends it, and that nothing and nobody is lost. */
@Timeout(120)
class ThreadWaiterTest {
  private static final Supply NOTHING = count -> {};

  /** An open connection that says if two use it at once. */
  private static final class Line {
    private final AtomicInteger users = new AtomicInteger();

    void use() {
      assertThat(users.incrementAndGet()).isEqualTo(1);
      Thread.onSpinWait();
      users.decrementAndGet();
    }
  }

  /** Opens at once on a thread of its own; counts what is open. */
  private static final class Lines implements Supply, AutoCloseable {
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    final Places<Line> places;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    Lines(int min, int max) {
      places = new Places<>(min, max, 0, true, this);
      places.reorder();
    }

    @Override
    public void open(int count) {
      for (int i = 0; i < count; i++) {
        thread.execute(
            () -> {
              mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
              if (!places.opened(new Line())) {
                closed(Hand.UNWANTED);
              }
            });
      }
    }

    void closed(Hand hand) {
      open.decrementAndGet();
      places.gone(hand);
    }

    void giveBack(Line line) {
      if (!places.put(line)) {
        closed(Hand.UNWANTED);
      }
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }

  private static Places<Integer> empty() {
    return new Places<>(0, 1, 0, true, NOTHING);
  }

  @Test
  void theTimeEnds() throws Exception {
    Places<Integer> places = empty();
    ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
    for (long nanos : new long[] {1_000_000, 1, 0, -1, Long.MIN_VALUE}) {
      assertThat(places.join(waiter)).isNull();
      assertThat(waiter.await(nanos)).isNull();
      assertThat(places.counts().waiting()).isZero();
    }
    long start = System.nanoTime();
    assertThat(places.join(waiter)).isNull();
    assertThat(waiter.await(50_000_000)).isNull();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void whatIsThereIsTakenWhateverTheTime() throws Exception {
    Places<Integer> places = empty();
    ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
    for (long nanos : new long[] {0, Long.MIN_VALUE, Long.MAX_VALUE}) {
      places.resize(0, places.max() + 1);
      assertThat(places.join(waiter)).isNull();
      places.opened(7);
      assertThat(waiter.await(nanos)).isEqualTo(7);
    }
    assertThat(places.join(waiter)).isNull();
    places.close();
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> waiter.await(Long.MAX_VALUE));
  }

  /** A permit of parking that is left over, or an unpark of somebody else's, ends no wait. */
  @Test
  void aWakeUpWithoutAnAnswerEndsNothing() throws Exception {
    Places<Integer> places = empty();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Thread self = Thread.currentThread();
      ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
      assertThat(places.join(waiter)).isNull();
      Future<?> waking =
          threads.submit(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  LockSupport.unpark(self);
                }
                return places.opened(7);
              });
      assertThat(waiter.await(Long.MAX_VALUE)).isEqualTo(7);
      assertThat(waking.get()).isEqualTo(true);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anInterruptBeforeTheAnswerLeavesTheQueue() throws Refused {
    Places<Integer> places = empty();
    ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
    assertThat(places.join(waiter)).isNull();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> waiter.await(Long.MAX_VALUE));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(places.counts().waiting()).isZero();
    assertThat(places.opened(7)).isTrue();
    assertThat(places.counts().idle()).isEqualTo(1);
  }

  @Test
  void anInterruptAfterTheAnswerIsForLater() throws Exception {
    Places<Integer> places = empty();
    ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
    assertThat(places.join(waiter)).isNull();
    places.opened(7);
    Thread.currentThread().interrupt();
    assertThat(waiter.await(Long.MAX_VALUE)).isEqualTo(7);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The grant, the interrupt and the end of the time meet in every order that threads find. */
  @Test
  void aGrantInTheMomentOfAnInterruptIsntLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Places<Integer> places = empty();
      places.resize(1, 1);
      places.opened(7);
      CyclicBarrier together = new CyclicBarrier(3);
      Thread self = Thread.currentThread();
      int interrupts = 0;
      for (int i = 0; i < 3_000; i++) {
        assertThat(places.poll()).isEqualTo(7);
        Future<Boolean> giving =
            threads.submit(
                () -> {
                  together.await();
                  return places.put(7);
                });
        Future<?> interrupting =
            threads.submit(
                () -> {
                  together.await();
                  self.interrupt();
                  return null;
                });
        ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
        assertThat(places.join(waiter)).isNull();
        together.await();
        Integer granted = null;
        try {
          granted = waiter.await(i % 3 == 0 ? 20_000 : Long.MAX_VALUE);
        } catch (InterruptedException e) {
          interrupts++;
        }
        boolean flag = Thread.interrupted();
        while (!interrupting.isDone() || !giving.isDone()) {
          flag |= Thread.interrupted();
          Thread.onSpinWait();
        }
        flag |= Thread.interrupted();
        assertThat(giving.get()).isTrue();
        if (granted != null) {
          assertThat(flag).isTrue();
          assertThat(places.put(granted)).isTrue();
        }
        assertThat(places.counts().idle()).isEqualTo(1);
        assertThat(places.counts().waiting()).isZero();
      }
      assertThat(interrupts).isLessThan(3_000);
    } finally {
      threads.shutdown();
    }
  }

  /** Users with little patience, connections that die, upkeep: at the end every place is there. */
  @Test
  void noPlaceIsLostAmongManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try (Lines lines = new Lines(2, 4)) {
      Places<Line> places = lines.places;
      List<Future<Integer>> users = new ArrayList<>();
      for (int t = 0; t < 32; t++) {
        int seed = t;
        users.add(threads.submit(() -> use(lines, seed)));
      }
      int served = 0;
      for (Future<Integer> user : users) {
        served += user.get();
      }
      assertThat(served).isPositive();
      assertThat(lines.mostOpen).hasValueBetween(1, 4);
      List<Line> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ThreadWaiter<Line> waiter = new ThreadWaiter<>(places);
        Line line = places.join(waiter);
        all.add(line != null ? line : waiter.await(Long.MAX_VALUE));
      }
      assertThat(all).doesNotContainNull().doesNotHaveDuplicates();
      Counts counts = places.counts();
      assertThat(counts.lent()).isEqualTo(4);
      assertThat(counts.size()).isEqualTo(4);
      assertThat(counts.waiting()).isZero();
      assertThat(counts.requests() + counts.again()).isEqualTo(counts.served() + counts.left());
      assertThat(counts.opened() - counts.gone()).isEqualTo(4).isEqualTo(lines.open.get());
    } finally {
      threads.shutdown();
    }
  }

  /** Uses the places for some rounds; says how often it was served. */
  private static int use(Lines lines, int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Places<Line> places = lines.places;
    int served = 0;
    for (int i = 0; i < 500; i++) {
      if (random.nextInt(10) == 0) {
        Line oldest = places.takeOldest();
        if (oldest != null && random.nextBoolean()) {
          lines.closed(Hand.TAKEN);
        } else if (oldest != null && !places.putOldest(oldest)) {
          lines.closed(Hand.UNWANTED);
        }
      }
      ThreadWaiter<Line> waiter = new ThreadWaiter<>(places);
      Line line = places.join(waiter);
      if (line == null) {
        line = waiter.await(random.nextInt(2) == 0 ? random.nextLong(100_000) : Long.MAX_VALUE);
      }
      if (line != null && random.nextInt(5) == 0) {
        // It is dead.
        places.joinFirst(waiter);
        lines.closed(Hand.LENT);
        line = waiter.await(Long.MAX_VALUE);
      }
      if (line != null) {
        served++;
        line.use();
        lines.giveBack(line);
      }
    }
    return served;
  }

  /** Executors.newVirtualThreadPerTaskExecutor, which a Java before 21 has not. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Test
  void tenThousandVirtualThreadsAreServedOnceEach() throws Exception {
    ExecutorService threads = virtualThreads();
    int many = 10_000;
    try (Lines lines = new Lines(10, 10)) {
      Places<Line> places = lines.places;
      // All ten are held until everybody waits.
      List<Line> held = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        ThreadWaiter<Line> waiter = new ThreadWaiter<>(places);
        Line line = places.join(waiter);
        held.add(line != null ? line : waiter.await(Long.MAX_VALUE));
      }
      AtomicInteger served = new AtomicInteger();
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        waiting.add(
            threads.submit(
                () -> {
                  ThreadWaiter<Line> waiter = new ThreadWaiter<>(places);
                  Line line = places.join(waiter);
                  assertThat(line).isNull();
                  line = waiter.await(Long.MAX_VALUE);
                  line.use();
                  served.incrementAndGet();
                  lines.giveBack(line);
                  return null;
                }));
      }
      while (places.counts().waiting() < many) {
        Thread.onSpinWait();
      }
      held.forEach(lines::giveBack);
      for (Future<?> one : waiting) {
        one.get(60, TimeUnit.SECONDS);
      }
      assertThat(served).hasValue(many);
      Counts counts = places.counts();
      assertThat(counts.idle()).isEqualTo(10);
      assertThat(counts.served()).isEqualTo(many + 10);
      assertThat(counts.waiting()).isZero();
      assertThat(lines.mostOpen).hasValue(10);
    } finally {
      threads.shutdown();
    }
  }
}
