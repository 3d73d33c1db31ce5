// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

/** What a connection has to wait for before it can go on; psycopg2's {@code poll()} states. */
public enum PollState {
  /** Nothing: no request is under way. */
  OK,
  /** The server's answer. */
  READ,
  /** Room to send, with no answer expected. */
  WRITE,
  /**
   * Room to send, or bytes from the server. A server may send while we do (rows, notices) and stop
   * reading when nobody takes them, so a sender that only waited to write would wait for ever.
   */
  READ_WRITE
}
