// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.Keepalives;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.auth.GssSource;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A request to cancel what a session is doing (manual: "Canceling Requests in Progress"): a
 * connection of its own to the same address, one message, and the server hangs up. {@link #poll}
 * does what can be done without waiting, {@link #finish} waits as well.
 *
 * <p>While it is open nothing new is sent over the session: see {@link CancelGate}. For one thread
 * at a time, whichever it is.
 */
public final class CancelRequest implements AutoCloseable {
  /* The server signals the session's process before it hangs up, and a process takes its signals
  before what it reads next. So a statement that is sent after the end of the stream was seen is not
  canceled, and one that has ended before is not either: an idle process ignores the signal. */
  private final CancelGate gate;
  private final Way way;
  private final SendBuffer out = new SendBuffer();
  private boolean sent; // some of it
  private boolean taken;
  private boolean closed;

  private CancelRequest(Way way, CancelKey key, CancelGate gate) {
    this.way = way;
    this.gate = gate;
    Frontend.cancelRequest(out, key.pid(), key.secretKey());
  }

  /**
   * Begins to connect. The gate was closed for it.
   *
   * @throws IOException if there is no way to the server
   */
  static CancelRequest open(CancelKey key, CancelGate gate) throws IOException {
    try {
      Way way =
          Way.begin(key.address(), key.encryption(), key.tls(), GssSource.NONE, Keepalives.NONE);
      return new CancelRequest(way, key, gate);
    } catch (IOException | RuntimeException | Error e) {
      gate.open(true);
      throw e;
    }
  }

  /**
   * Goes on without waiting.
   *
   * @return what to wait for; OK if the server has taken the request: what it was doing ends with
   *     an error, or has ended already
   * @throws IOException if the request can't be delivered
   */
  public PollState poll() throws IOException {
    PollState opening = way.poll();
    if (opening != PollState.OK) {
      return opening;
    }
    while (!out.isEmpty()) {
      int count = way.transport().write(out.pending());
      sent |= count > 0;
      out.sent(count);
      if (count == 0) {
        return PollState.WRITE;
      }
    }
    if (!taken && !hasHungUp()) {
      return PollState.READ;
    }
    taken = true;
    return PollState.OK;
  }

  private boolean hasHungUp() {
    ByteBuffer ignored = ByteBuffer.allocate(64);
    try {
      int count;
      do {
        count = way.transport().read(ignored.clear());
      } while (count > 0);
      return count < 0;
    } catch (IOException e) {
      return true; // a reset, after the whole request: the server has done with this connection
    }
  }

  /** What to select on. */
  public SocketChannel channel() {
    return way.channel();
  }

  /** What to select for, after {@link #poll}, as a {@link SelectionKey}'s interest. */
  public int interest() {
    return !way.isOpen()
        ? way.interest()
        : out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
  }

  /**
   * Waits until the server has taken the request.
   *
   * @param interruptible whether an interrupt ends the wait; it is kept in either case
   * @throws IOException if the request can't be delivered, or not in time
   * @throws OperationalException if the thread was interrupted
   */
  void finish(Deadline deadline, boolean interruptible) throws IOException {
    boolean interrupted = false;
    try (SelectWait wait = new SelectWait(channel())) {
      while (poll() != PollState.OK) {
        if (Thread.interrupted()) {
          interrupted = true;
          if (interruptible) {
            throw new OperationalException("interrupted while sending a cancel request");
          }
        }
        if (deadline.hasPassed()) {
          throw new SocketTimeoutException("timeout expired");
        }
        wait.await(interest(), deadline);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes the connection. If the server has not taken the request, it may take it still. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      way.close();
      gate.open(taken || !sent);
    }
  }
}
