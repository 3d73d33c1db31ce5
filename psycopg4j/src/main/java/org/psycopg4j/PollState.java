// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

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

  static PollState of(org.psycopg4j.internal.engine.PollState state) {
    return switch (state) {
      case OK -> OK;
      case READ -> READ;
      case WRITE, READ_WRITE -> WRITE;
    };
  }
}
