// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.Diagnostics;

class NoticeLogTest {

  private static Diagnostics notice(String message) {
    return Diagnostics.of(Map.of('S', "NOTICE", 'V', "NOTICE", 'M', message));
  }

  @Test
  void keepsTheLastFiftyInTheirOrder() {
    NoticeLog log = new NoticeLog(50);
    for (int i = 0; i < 120; i++) {
      log.add(notice("n" + i));
    }
    assertThat(log.texts()).hasSize(50).startsWith("NOTICE:  n70\n").endsWith("NOTICE:  n119\n");
  }

  @Test
  void keepsFewerThatAreLong() {
    NoticeLog log = new NoticeLog(50);
    for (int i = 0; i < 20; i++) {
      log.add(notice(i + "x".repeat(1 << 20)));
    }
    assertThat(log.texts()).hasSizeLessThan(5);
    assertThat(log.texts().get(log.texts().size() - 1)).startsWith("NOTICE:  19x");
    log.add(notice("y".repeat(9 << 20)));
    assertThat(log.texts()).hasSize(1);
    assertThat(log.texts().get(0)).hasSize(4 << 20);
  }

  @Test
  void anotherThreadMayClearItAtAnyTime() throws InterruptedException {
    NoticeLog log = new NoticeLog(50);
    AtomicBoolean stop = new AtomicBoolean();
    Thread clearing =
        new Thread(
            () -> {
              while (!stop.get()) {
                log.texts().clear();
              }
            });
    clearing.start();
    for (int i = 0; i < 200_000; i++) {
      log.add(notice("n"));
    }
    stop.set(true);
    clearing.join();
    assertThat(log.texts()).hasSizeLessThanOrEqualTo(50);
  }
}
