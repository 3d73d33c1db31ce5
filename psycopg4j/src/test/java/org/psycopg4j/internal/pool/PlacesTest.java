// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.internal.types.AllocatedBytes;

/** What the states of small places don't show: many waiters, callbacks, misuse, and the cost. */
class PlacesTest {
  private static final Supply NOTHING = count -> {};

  /** A waiter that keeps what it is told. */
  private static class Kept extends Waiter<Integer> {
    final List<Object> told = new ArrayList<>();

    @Override
    protected void granted(Integer connection) {
      told.add(connection);
    }

    @Override
    protected void refused(Refusal why) {
      told.add(why);
    }
  }

  /** Places with one connection, which is lent. */
  private static Places<Integer> withOneLent(Supply supply) {
    Places<Integer> places = new Places<>(1, 1, 0, true, supply);
    places.reorder();
    places.opened(1);
    assertThat(places.poll()).isEqualTo(1);
    return places;
  }

  /* So many that a queue which is searched for who leaves would take minutes. */
  @Test
  @Timeout(60)
  void whoLeavesIsOutInOneStepAndTheRestIsServedInOrder() throws Refused {
    int many = 300_000;
    Places<Integer> places = withOneLent(NOTHING);
    List<Integer> served = new ArrayList<>();
    List<Waiter<Integer>> waiters = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int name = i;
      Waiter<Integer> waiter =
          new Kept() {
            @Override
            protected void granted(Integer connection) {
              served.add(name);
            }
          };
      waiters.add(waiter);
      assertThat(places.join(waiter)).isNull();
    }
    // From the middle to both ends: neither is near.
    for (int i = 0; i < many / 6; i++) {
      assertThat(places.leave(waiters.get(3 * (many / 6 + i)))).isTrue();
      assertThat(places.leave(waiters.get(3 * (many / 6 - 1 - i)))).isTrue();
    }
    Counts counts = places.counts();
    assertThat(counts.waiting()).isEqualTo(many - many / 3);
    assertThat(counts.left()).isEqualTo(many / 3);
    for (int i = counts.waiting(); i > 0; i--) {
      assertThat(places.put(1)).isTrue();
    }
    assertThat(served).isEqualTo(IntStream.range(0, many).filter(i -> i % 3 != 0).boxed().toList());
    assertThat(places.put(1)).isTrue();
    assertThat(places.counts().idle()).isEqualTo(1);
  }

  @Test
  void lendingAndTakingBackAllocatesNothing() {
    Places<Integer> places = new Places<>(10, 10, 0, true, NOTHING);
    places.reorder();
    for (int i = 0; i < 10; i++) {
      places.opened(i);
    }
    Runnable run =
        () -> {
          Integer connection = places.poll();
          places.put(connection);
        };
    assertThat(AllocatedBytes.perRun(40_000, 20_000, run)).isZero();
    Runnable upkeep =
        () -> {
          Integer connection = places.takeOldest();
          places.putOldest(connection);
        };
    assertThat(AllocatedBytes.perRun(40_000, 20_000, upkeep)).isZero();
  }

  /** Whoever is called may wait for another thread that uses the places: no lock is held. */
  @Test
  @Timeout(60)
  void nobodyIsCalledUnderTheLock() throws Refused {
    List<String> calls = new ArrayList<>();
    List<Places<Integer>> self = new ArrayList<>();
    class Asking extends Waiter<Integer> {
      @Override
      protected void granted(Integer connection) {
        elsewhere("granted");
      }

      @Override
      protected void refused(Refusal why) {
        elsewhere("refused");
      }

      void elsewhere(String call) {
        calls.add(call);
        assertThat(CompletableFuture.supplyAsync(() -> self.get(0).counts()))
            .succeedsWithin(20, TimeUnit.SECONDS);
      }
    }
    Asking asking = new Asking();
    Places<Integer> places = new Places<>(0, 2, 0, true, count -> asking.elsewhere("open"));
    self.add(places);
    assertThat(places.join(asking)).isNull();
    places.opened(1);
    assertThat(places.join(asking)).isNull();
    places.put(1);
    places.openFailed();
    places.joinFirst(asking); // orders
    places.gone(Hand.LENT); // nothing to order: one is on its way
    places.opened(2);
    places.put(2);
    places.joinFirst(asking); // at once
    places.resize(2, 2); // orders
    places.openFailed();
    places.reorder();
    places.gone(Hand.ORDERED); // orders again
    assertThat(places.join(asking)).isNull();
    places.close();
    places.joinFirst(asking);
    assertThat(calls)
        .containsExactly(
            "open", "granted", "open", "granted", "open", "granted", "granted", "open", "open",
            "open", "refused", "refused");
  }

  @Test
  void aSupplyMayAnswerAtOnce() throws Refused {
    List<Places<Integer>> self = new ArrayList<>();
    Supply atOnce =
        count -> {
          for (int i = 1; i <= count; i++) {
            self.get(0).opened(i);
          }
        };
    Places<Integer> places = new Places<>(2, 3, 0, true, atOnce);
    self.add(places);
    places.reorder();
    assertThat(places.counts().idle()).isEqualTo(2);
    assertThat(places.poll()).isEqualTo(2);
    assertThat(places.poll()).isEqualTo(1);
    Kept waiter = new Kept();
    assertThat(places.join(waiter)).isNull();
    assertThat(waiter.told).containsExactly(1);
    places.gone(Hand.LENT);
    places.gone(Hand.LENT);
    assertThat(places.counts().size()).isEqualTo(2);
  }

  @Test
  void aSupplyThatFailsAtOnceIsAskedOncePerCall() throws Refused {
    List<Places<Integer>> self = new ArrayList<>();
    Supply broken =
        count -> {
          for (int i = 0; i < count; i++) {
            self.get(0).openFailed();
          }
        };
    Places<Integer> places = new Places<>(2, 3, 0, true, broken);
    self.add(places);
    places.reorder();
    assertThat(places.counts().openFailed()).isEqualTo(2);
    assertThat(places.join(new Kept())).isNull();
    assertThat(places.counts().openFailed()).isEqualTo(3);
    assertThat(places.join(new Kept())).isNull();
    assertThat(places.counts().openFailed()).isEqualTo(4);
    places.reorder();
    assertThat(places.counts().openFailed()).isEqualTo(6);
    assertThat(places.counts().size()).isZero();
  }

  @Test
  void whoIsRefusedIsToldWhy() throws Refused {
    Places<Integer> places = new Places<>(0, 1, 1, true, NOTHING);
    Kept first = new Kept();
    assertThat(places.join(first)).isNull();
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> places.join(new Kept()))
        .satisfies(e -> assertThat(e.why()).isEqualTo(Refusal.TOO_MANY_WAITING));
    places.close();
    assertThat(first.told).containsExactly(Refusal.CLOSED);
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> places.join(new Kept()))
        .satisfies(e -> assertThat(e.why()).isEqualTo(Refusal.CLOSED));
  }

  @Test
  void whatIsntThereCantBePutBack() throws Refused {
    Places<Integer> places = new Places<>(0, 1, 0, true, NOTHING);
    assertThatIllegalStateException()
        .isThrownBy(() -> places.put(1))
        .withMessage("nothing is LENT");
    assertThatIllegalStateException()
        .isThrownBy(() -> places.putOldest(1))
        .withMessage("nothing is TAKEN");
    assertThatIllegalStateException()
        .isThrownBy(() -> places.opened(1))
        .withMessage("nothing is ORDERED");
    assertThatIllegalStateException()
        .isThrownBy(() -> places.gone(Hand.UNWANTED))
        .withMessage("nothing is UNWANTED");
    assertThat(places.counts().size()).isZero();
    Kept waiter = new Kept();
    assertThat(places.join(waiter)).isNull();
    assertThatIllegalStateException().isThrownBy(() -> places.join(waiter));
    assertThatIllegalStateException().isThrownBy(() -> places.joinFirst(waiter));
    assertThat(new Places<Integer>(0, 1, 0, true, NOTHING).leave(waiter)).isFalse();
    assertThat(places.leave(waiter)).isTrue();
    assertThat(places.leave(waiter)).isFalse();
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    for (int[] limits : new int[][] {{-1, 1}, {0, 0}, {2, 1}, {0, -1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Places<Integer>(limits[0], limits[1], 0, true, NOTHING));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new Places<Integer>(0, 1, 0, true, NOTHING).resize(limits[0], limits[1]));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Places<Integer>(0, 1, -1, true, NOTHING));
  }
}
