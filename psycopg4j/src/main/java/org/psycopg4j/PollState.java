// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.psycopg4j.internal.net.Opening;

/**
 * What an asynchronous connection waits for: the result of {@link Connection#poll()}, psycopg2's
 * {@code POLL_OK}, {@code POLL_READ} and {@code POLL_WRITE}. What is {@code POLL_ERROR} there is an
 * exception here.
 */
public enum PollState {
  /** Nothing: the connection is open, the result is here. */
  OK,
  /** Until there is something to read. */
  READ,
  /**
   * Until there is room to write, or something to read: a server may stop reading when nobody takes
   * what it sends. While the socket is being connected, until that is done.
   */
  WRITE;

  /**
   * The operations of a SelectionKey to select on, for a connection's channel that is to be waited
   * for: OP_READ, OP_READ and OP_WRITE, or OP_CONNECT while the socket is being connected; none of
   * OK.
   */
  public int operations(SelectableChannel channel) {
    return switch (this) {
      case OK -> 0;
      case READ -> SelectionKey.OP_READ;
      case WRITE ->
          Opening.isConnecting(channel)
              ? SelectionKey.OP_CONNECT
              : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    };
  }

  static PollState of(org.psycopg4j.internal.engine.PollState state) {
    return switch (state) {
      case OK -> OK;
      case READ -> READ;
      case WRITE, READ_WRITE -> WRITE;
    };
  }
}
