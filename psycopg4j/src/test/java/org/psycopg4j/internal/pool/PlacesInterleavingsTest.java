// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Threads at the same places, however they come between each other: at each access to memory that
 * they share another may go on. A thread that nobody wakes is a deadlock, which is found as well.
 */
class PlacesInterleavingsTest {
  /* As many of the interleavings, those with few switches first; -Dplaces.runs=… for more. */
  private static final int RUNS = Integer.getInteger("places.runs", 200);
  private static final Supply NOTHING = count -> {};

  /** Work that may be interrupted, or refused. */
  private interface Work {
    void run() throws Exception;
  }

  private static Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  private static void join(Thread... threads) {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void require(boolean claim, Object otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise.toString());
    }
  }

  /** Places whose only connection is the caller's. */
  private static Places<String> withOneLent(Supply supply) {
    Places<String> places = new Places<>(1, 1, 0, true, supply);
    places.reorder();
    places.opened("x");
    require("x".equals(places.poll()), "it isn't there");
    return places;
  }

  private static String take(Places<String> places, long nanos)
      throws InterruptedException, Refused {
    ThreadWaiter<String> waiter = new ThreadWaiter<>(places);
    String connection = places.join(waiter);
    return connection != null ? connection : waiter.await(nanos);
  }

  private static void giveBack(Places<String> places, String connection) {
    if (!places.put(connection)) {
      places.gone(Hand.UNWANTED);
    }
  }

  private static void requireRest(Places<String> places, int idle) {
    Counts counts = places.counts();
    require(
        counts.idle() == idle
            && counts.size() == idle
            && counts.waiting() == 0
            && counts.requests() + counts.again()
                == counts.served()
                    + counts.left()
                    + counts.refusedClosed()
                    + counts.refusedTooMany(),
        counts);
  }

  @Test
  void whoWaitsIsServedByWhoeverIsDone() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          Thread waiting =
              start(
                  () -> {
                    String connection = take(places, Long.MAX_VALUE);
                    require("x".equals(connection), "a wrong one");
                    giveBack(places, connection);
                  });
          giveBack(places, "x");
          join(waiting);
          requireRest(places, 1);
        });
  }

  @Test
  void whoIsOvertakenIsServedNext() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          Thread waiting = start(() -> giveBack(places, take(places, Long.MAX_VALUE)));
          giveBack(places, "x");
          String again = places.poll();
          if (again != null) {
            giveBack(places, again);
          }
          join(waiting);
          requireRest(places, 1);
        });
  }

  @Test
  void whoLeavesWhileAnotherOvertakesIsServedOrIsOut() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          Work looks =
              () -> {
                String connection = take(places, 0);
                if (connection != null) {
                  giveBack(places, connection);
                }
              };
          Thread one = start(looks);
          Thread two = start(() -> giveBack(places, take(places, Long.MAX_VALUE)));
          giveBack(places, "x");
          join(one, two);
          requireRest(places, 1);
        });
  }

  @Test
  void whoLeavesInTheMomentOfAGrantHasIt() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          Thread looking =
              start(
                  () -> {
                    String connection = take(places, 0);
                    if (connection != null) {
                      giveBack(places, connection);
                    }
                  });
          giveBack(places, "x");
          join(looking);
          requireRest(places, 1);
        });
  }

  @Test
  void whoWaitsWhileTheyAreClosedIsServedOrRefused() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          AtomicInteger answers = new AtomicInteger();
          Thread waiting =
              start(
                  () -> {
                    try {
                      giveBack(places, take(places, Long.MAX_VALUE));
                    } catch (Refused e) {
                      require(e.why() == Refusal.CLOSED, e.why());
                    }
                    answers.incrementAndGet();
                  });
          Thread closing =
              start(
                  () -> {
                    for (String idle : places.close()) {
                      require("x".equals(idle), "a wrong one");
                      places.gone(Hand.UNWANTED);
                    }
                  });
          giveBack(places, "x");
          join(waiting, closing);
          require(answers.get() == 1, "no answer");
          requireRest(places, 0);
        });
  }

  @Test
  void aPlaceThatIsFreeIsTakenForWhoWaits() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          List<Places<String>> self = new ArrayList<>();
          Places<String> places =
              new Places<>(
                  0,
                  1,
                  0,
                  true,
                  count -> {
                    require(count == 1, "there is one place");
                    self.get(0).opened("new");
                  });
          self.add(places);
          Work breaks =
              () -> {
                require("new".equals(take(places, Long.MAX_VALUE)), "a wrong one");
                places.gone(Hand.LENT);
              };
          Thread one = start(breaks);
          Thread two = start(breaks);
          join(one, two);
          requireRest(places, 0);
          require(places.counts().gone() == 2, "both were served");
        });
  }

  @Test
  void whoGotADeadOneIsServedBeforeTheOthers() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          ThreadWaiter<String> main = new ThreadWaiter<>(places);
          Thread other =
              start(
                  () -> {
                    String connection = take(places, Long.MAX_VALUE);
                    require("third".equals(connection), "the other was to be first");
                    giveBack(places, connection);
                  });
          places.joinFirst(main); // with "x", which is dead
          places.gone(Hand.LENT);
          Thread supply = start(() -> places.opened("second"));
          try {
            require("second".equals(main.await(Long.MAX_VALUE)), "it was first");
          } catch (InterruptedException | Refused e) {
            throw new AssertionError(e);
          }
          join(supply);
          places.gone(Hand.LENT); // "second" is dead as well; it is min that orders the third
          places.opened("third");
          join(other);
          requireRest(places, 1);
        });
  }

  @Test
  void theOldestThatUpkeepLooksAtIsntLost() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          Places<String> places = withOneLent(NOTHING);
          Thread upkeep =
              start(
                  () -> {
                    String oldest = places.takeOldest();
                    if (oldest != null && !places.putOldest(oldest)) {
                      places.gone(Hand.UNWANTED);
                    }
                  });
          Thread user = start(() -> giveBack(places, take(places, Long.MAX_VALUE)));
          giveBack(places, "x");
          join(upkeep, user);
          requireRest(places, 1);
        });
  }

  /** The calls that don't wait, on places that four were ordered for. */
  public static class Calls {
    private final Places<Integer> places = new Places<>(4, 4, 0, true, NOTHING);

    /** Places that nothing has come to yet. */
    public Calls() {
      places.reorder();
    }

    /** Opens one. */
    @Operation(runOnce = true)
    public boolean open() {
      return places.opened(1);
    }

    /** Opens another. */
    @Operation(runOnce = true)
    public boolean openAnother() {
      return places.opened(2);
    }

    /** Takes what there is: either it is idle, or it comes while this is in the queue. */
    @Operation
    public String take() throws InterruptedException {
      ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
      try {
        Integer connection = places.join(waiter);
        return String.valueOf(connection != null ? connection : waiter.await(0));
      } catch (Refused e) {
        return e.why().name();
      }
    }

    /** Takes what is idle. */
    @Operation
    public String poll() {
      return String.valueOf(places.poll());
    }

    /** Takes the oldest, and leaves its place for good. */
    @Operation
    public String takeOldest() {
      return String.valueOf(places.takeOldest());
    }

    /** Takes all that are idle. */
    @Operation
    public String drain() {
      return places.drainIdle().toString();
    }

    /** Closes the places. */
    @Operation(runOnce = true)
    public String close() {
      return places.close().toString();
    }

    /** The figures that nobody who waits for a moment changes. */
    @Operation
    public String counts() {
      Counts counts = places.counts();
      return List.of(counts.size(), counts.idle(), counts.lent(), counts.closing()).toString();
    }
  }

  @Test
  void eachCallHappensAtOneMoment() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .iterations(RUNS / 40)
        .invocationsPerIteration(RUNS / 3)
        .check(Calls.class);
  }
}
