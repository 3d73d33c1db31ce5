// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/** Tells a handler of each event at once; what it throws is logged. */
record HandlerSink(ListenerHandler handler) implements EventSink {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  @Override
  public void offer(ListenerEvent event) {
    logged(
        () -> {
          if (event instanceof ListenerEvent.Notified notified) {
            handler.onNotify(notified.notification());
          } else if (event instanceof ListenerEvent.Gap gap) {
            handler.onGap(gap);
          }
        });
  }

  @Override
  public void end(@Nullable PsycopgException reason) {
    logged(() -> handler.onEnd(reason));
  }

  @SuppressWarnings("CatchingUnchecked") // an Error of one handler's is not the others'
  private static void logged(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOGGER.log(Level.ERROR, "a handler of notifications failed", e);
    }
  }
}
