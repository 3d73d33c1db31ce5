// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A clock, and who runs something later by it. */
interface Pauses {
  /** The JVM's own. */
  Pauses REAL =
      new Pauses() {
        @Override
        public Executor after(Duration pause) {
          return CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** Who runs something when so long has passed. */
  Executor after(Duration pause);

  /** Nanoseconds since some moment. */
  long nanoTime();
}
