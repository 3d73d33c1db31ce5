// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A channel that gets readable when somebody else is done: what waits for sockets waits for that as
 * well. For one thread at a time.
 */
final class DonePipe implements AutoCloseable {
  private @Nullable Pipe pipe;

  /** Opens it. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is chained here can't fail
  SelectableChannel open(@Nullable CompletionStage<?> underWay) throws IOException {
    Pipe opened = Pipe.open();
    pipe = opened;
    opened.source().configureBlocking(false);
    if (underWay != null) {
      underWay.whenComplete((value, failure) -> wake(opened));
    }
    return opened.source();
  }

  private static void wake(Pipe pipe) {
    try {
      pipe.sink().write(ByteBuffer.allocate(1));
    } catch (IOException e) {
      // Then nobody waits for it any more.
    }
  }

  @Override
  public void close() {
    Pipe made = pipe;
    pipe = null;
    if (made != null) {
      try {
        made.sink().close();
        made.source().close();
      } catch (IOException e) {
        // Nobody reads it any more.
      }
    }
  }
}
