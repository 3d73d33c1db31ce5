// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** A cancel of one user's request and the first request of the next, however they meet. */
class CancelGateTest {
  private static final int RUNS = 200;

  private static void require(boolean claim, String otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise);
    }
  }

  @Test
  void noCancelOfAFormerUserIsOnItsWayWhenTheNextOneSends() {
    Lincheck.runConcurrentTest(
        RUNS,
        () -> {
          CancelGate gate = new CancelGate();
          gate.usedBy("one");
          AtomicBoolean sent = new AtomicBoolean();
          Thread canceling =
              new Thread(
                  () -> {
                    if (gate.close("one")) {
                      require(!sent.get(), "it was let through while a request was sent");
                      gate.open(true);
                    }
                  });
          canceling.start();
          gate.usedBy("two");
          require(gate.pass(Patience.toTheEnd(Deadline.NEVER, Duration.ZERO)), "it is stuck");
          sent.set(true);
          try {
            canceling.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          require(gate.isOpen(), "it stays closed");
          require(!gate.close("one"), "a former user's");
          require(gate.isOpen(), "it stays closed after a refusal");
        });
  }
}
