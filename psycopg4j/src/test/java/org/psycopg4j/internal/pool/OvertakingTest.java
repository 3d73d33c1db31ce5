// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiters that look for themselves: who is running may be quicker, but not for long. */
class OvertakingTest {
  private static final int MOST = 8;

  /** A waiter that keeps what it is told, and looks when its test says so. */
  private static final class Looking extends Waiter<Integer> {
    final List<Object> told = new ArrayList<>();

    @Override
    protected boolean looks() {
      return true;
    }

    @Override
    protected void roused() {
      told.add("roused");
    }

    @Override
    protected void granted(Integer connection) {
      told.add(connection);
    }

    @Override
    protected void refused(Refusal why) {
      told.add(why);
    }
  }

  private final List<Integer> ordered = new ArrayList<>();
  private final Looking first = new Looking();
  private final Looking second = new Looking();

  /** Places whose connections are all lent: they are the numbers from 1 to max. */
  private Places<Integer> allLent(int max, boolean keeps) throws Refused {
    Places<Integer> places = new Places<>(0, max, 0, keeps, ordered::add);
    for (int i = 1; i <= max; i++) {
      Looking waiter = new Looking();
      assertThat(places.join(waiter)).isNull();
      places.opened(i);
      assertThat(waiter.told).containsExactly(i);
    }
    ordered.clear();
    return places;
  }

  private Places<Integer> allLent(int max) throws Refused {
    return allLent(max, true);
  }

  @Test
  void whoIsRousedFindsWhatWasPutBack() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.join(second)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(first.told).containsExactly("roused");
    assertThat(places.look(first)).isEqualTo(1);
    assertThat(places.look(first)).isNull();
    assertThat(second.told).isEmpty();
    assertThat(places.counts().lent()).isEqualTo(1);
    assertThat(places.counts().waiting()).isEqualTo(1);
    assertThat(places.put(1)).isTrue();
    assertThat(second.told).containsExactly("roused");
  }

  @Test
  void whoComesMeanwhileIsQuickerAndTheFirstStaysFirst() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.join(second)).isEqualTo(1);
    assertThat(places.look(first)).isNull();
    assertThat(places.join(second)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(first.told).containsExactly("roused", "roused");
    assertThat(second.told).isEmpty();
    assertThat(places.look(second)).isNull();
    assertThat(places.look(first)).isEqualTo(1);
  }

  @Test
  void whoWasRousedAndHasNotLookedIsNotRousedAgain() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    for (int i = 0; i < 3; i++) {
      assertThat(places.put(1)).isTrue();
      assertThat(places.poll()).isEqualTo(1);
    }
    assertThat(first.told).containsExactly("roused");
    assertThat(places.put(1)).isTrue();
    assertThat(places.look(first)).isEqualTo(1);
  }

  @Test
  void eachIsOvertakenSoOftenAtMostWhileFirst() throws Refused {
    Places<Integer> places = allLent(1);
    for (Looking waiter : List.of(first, second)) {
      assertThat(places.join(waiter)).isNull();
    }
    for (Looking waiter : List.of(first, second)) {
      for (int i = 0; i < MOST; i++) {
        assertThat(places.put(1)).isTrue();
        assertThat(places.poll()).isEqualTo(1);
        assertThat(places.look(waiter)).isNull();
      }
      assertThat(waiter.told).hasSize(MOST).containsOnly("roused");
      assertThat(places.put(1)).isTrue();
      assertThat(waiter.told).endsWith(1);
      assertThat(places.poll()).isNull();
    }
  }

  @Test
  void whoseTurnItWasIsNotCountedForTheNext() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.join(second)).isNull();
    for (int i = 1; i < MOST; i++) {
      assertThat(places.put(1)).isTrue();
      assertThat(places.poll()).isEqualTo(1);
    }
    assertThat(places.put(1)).isTrue();
    assertThat(places.look(first)).isEqualTo(1);
    assertThat(places.put(1)).isTrue();
    assertThat(second.told).containsExactly("roused");
  }

  @Test
  void ofTwoPutBackNeitherStaysIdleWhileTwoWait() throws Refused {
    Places<Integer> places = allLent(2);
    assertThat(places.join(first)).isNull();
    assertThat(places.join(second)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.put(2)).isTrue();
    assertThat(first.told).containsExactly("roused", 2);
    assertThat(second.told).containsExactly(1);
    Counts counts = places.counts();
    assertThat(List.of(counts.idle(), counts.lent(), counts.waiting())).containsExactly(0, 2, 0);
    assertThat(places.look(first)).isNull();
  }

  @Test
  void ofTwoPutBackOneStaysIdleIfOneWaits() throws Refused {
    Places<Integer> places = allLent(2);
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.put(2)).isTrue();
    assertThat(first.told).containsExactly("roused", 2);
    assertThat(places.poll()).isEqualTo(1);
  }

  @Test
  void whoWantsToLeaveWhileOneIsIdleIsGrantedIt() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.join(second)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.leave(second)).isTrue();
    assertThat(places.leave(first)).isFalse();
    assertThat(first.told).containsExactly("roused", 1);
    assertThat(places.counts().left()).isEqualTo(1);
    assertThat(places.counts().lent()).isEqualTo(1);
  }

  @Test
  void whoComesBeforeTheRousedOneIsRousedItself() throws Refused {
    Places<Integer> places = allLent(2);
    Looking again = new Looking();
    assertThat(places.join(again)).isNull();
    assertThat(places.put(2)).isTrue();
    assertThat(places.look(again)).isEqualTo(2); // and it is dead
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.poll()).isEqualTo(1);
    places.joinFirst(again);
    places.gone(Hand.LENT);
    assertThat(places.put(1)).isTrue();
    assertThat(again.told).containsExactly("roused", "roused");
    assertThat(places.look(first)).isNull();
    assertThat(places.look(again)).isEqualTo(1);
    places.opened(3);
    assertThat(first.told).containsExactly("roused", 3);
  }

  @Test
  void forWhomOneIsIdleNoneIsOrdered() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    places.resize(0, 2);
    assertThat(ordered).isEmpty();
    assertThat(places.drainIdle()).containsExactly(1);
    places.gone(Hand.UNWANTED);
    assertThat(ordered).containsExactly(1);
  }

  @Test
  void whoIsRousedWhenTheyAreClosedIsRefused() throws Refused {
    Places<Integer> places = allLent(1);
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(places.close()).containsExactly(1);
    assertThat(first.told).containsExactly("roused", Refusal.CLOSED);
    assertThat(places.look(first)).isNull();
  }

  @Test
  void whatIsNotKeptIsHandedOver() throws Refused {
    Places<Integer> places = allLent(1, false);
    assertThat(places.join(first)).isNull();
    assertThat(places.put(1)).isTrue();
    assertThat(first.told).containsExactly(1);
    assertThat(places.put(1)).isFalse();
  }

  /** Nobody's wait is limited: one who is not woken up would end the test, and not well. */
  @Test
  @Timeout(120)
  void nobodySleepsOnAmongThoseWhoTakeWhatTheyCan() throws Exception {
    int most = 3;
    int rounds = 2_000;
    Places<Integer> places = new Places<>(most, most, 0, true, ordered::add);
    places.reorder();
    for (int i = 0; i < most; i++) {
      assertThat(places.opened(i)).isTrue();
    }
    AtomicInteger lent = new AtomicInteger();
    AtomicInteger mostLent = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> users = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        users.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    Integer connection = places.poll();
                    if (connection == null) {
                      ThreadWaiter<Integer> waiter = new ThreadWaiter<>(places);
                      connection = places.join(waiter);
                      if (connection == null) {
                        connection = waiter.await(Long.MAX_VALUE);
                      }
                    }
                    mostLent.accumulateAndGet(lent.incrementAndGet(), Math::max);
                    for (int spin = 0; spin < i % 64; spin++) {
                      Thread.onSpinWait();
                    }
                    lent.decrementAndGet();
                    assertThat(places.put(connection)).isTrue();
                  }
                  return null;
                }));
      }
      for (Future<?> user : users) {
        user.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(mostLent).hasValueBetween(1, most);
    Counts counts = places.counts();
    assertThat(counts.idle()).isEqualTo(most);
    assertThat(counts.waiting()).isZero();
    assertThat(counts.served()).isEqualTo(16L * rounds).isEqualTo(counts.requests());
  }
}
