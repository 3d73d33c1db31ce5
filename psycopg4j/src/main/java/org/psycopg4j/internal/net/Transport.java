// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The way to the server. It never blocks; {@link SelectWait} does the waiting. Used by one thread
 * at a time; {@link #close} by any.
 */
sealed interface Transport extends AutoCloseable
    permits SocketTransport, TlsTransport, GssTransport {
  /** Reads what is there: the number of bytes, 0 if there are none yet, -1 at the stream's end. */
  int read(ByteBuffer dst) throws IOException;

  /** Writes what can be written now: the number of bytes that are on their way, perhaps 0. */
  int write(ByteBuffer src) throws IOException;

  /** Whether bytes are here that {@link #read} has not given yet: no Selector tells of them. */
  boolean hasMore();

  /** The socket. */
  SocketChannel channel();

  @Override
  void close();
}
