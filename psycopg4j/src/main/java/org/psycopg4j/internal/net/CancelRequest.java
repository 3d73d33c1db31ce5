// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * The request to cancel what a session is doing (manual: "Canceling Requests in Progress"): a
 * connection of its own to the same address, one message, and the server hangs up.
 *
 * @param address where the session's server is
 * @param pid the session's process there
 * @param secretKey what proves that the session is ours
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CancelRequest(ServerAddress address, int pid, byte[] secretKey) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /**
   * Sends the request and waits until the server has taken it. What it was doing ends with an
   * error, or has ended already.
   *
   * @throws OperationalException if the request could not be delivered, or the thread was
   *     interrupted
   */
  void send() {
    Deadline deadline = Deadline.inMillis(TIMEOUT_MILLIS);
    SendBuffer out = new SendBuffer();
    Frontend.cancelRequest(out, pid, secretKey);
    try (Transport transport = Transport.connect(address, false, deadline);
        SelectWait wait = new SelectWait(transport.channel())) {
      while (!out.isEmpty()) {
        out.sent(transport.write(out.pending()));
      }
      ByteBuffer ignored = ByteBuffer.allocate(64);
      while (transport.read(ignored.clear()) >= 0) {
        if (deadline.hasPassed()) {
          throw new OperationalException("timeout expired while sending a cancel request");
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new OperationalException("interrupted while sending a cancel request");
        }
        wait.await(SelectionKey.OP_READ, deadline);
      }
    } catch (IOException e) {
      throw new OperationalException("could not send cancel request: " + e.getMessage(), e);
    }
  }
}
