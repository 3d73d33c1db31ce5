// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the server in place of the connections themselves, if anybody: psycopg2's wait
 * callback, which is one for all connections. For any thread.
 */
public final class WaitHook {
  private static volatile @Nullable Consumer<AutoCloseable> hook;

  private WaitHook() {}

  /** Who polls a connection until nothing is under way on it; null if it waits by itself. */
  public static @Nullable Consumer<AutoCloseable> current() {
    return hook;
  }

  public static void set(@Nullable Consumer<AutoCloseable> callback) {
    hook = callback;
  }
}
