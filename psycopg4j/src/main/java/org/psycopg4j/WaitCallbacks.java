// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.session.WaitHook;

/** A user's wait callback, as the connections call it. */
record WaitCallbacks(WaitCallback callback) implements Consumer<AutoCloseable> {
  static void set(@Nullable WaitCallback callback) {
    WaitHook.set(callback == null ? null : new WaitCallbacks(callback));
  }

  static @Nullable WaitCallback current() {
    return WaitHook.current() instanceof WaitCallbacks set ? set.callback : null;
  }

  /** Has the callback wait until a connection is open. */
  static Connection open(Connection opening) {
    boolean open = false;
    try {
      Consumer<AutoCloseable> callback = WaitHook.current();
      if (callback == null) { // another thread has just withdrawn it
        opening.dialogue().polling().awaitPolled();
      } else {
        callback.accept(opening);
      }
      opening.dialogue().requireOpened();
      open = true;
    } finally {
      if (!open) {
        opening.close();
      }
    }
    return opening;
  }

  @Override
  public void accept(AutoCloseable connection) {
    try {
      callback.await((Connection) connection);
    } catch (IOException e) {
      throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
    }
  }
}
