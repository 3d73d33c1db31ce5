// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

/** A protocol engine without I/O, seen from a transcript: bytes go in, bytes come out. */
public interface Peer {
  /** Takes bytes from the server; the buffer is the caller's again when this returns. */
  void feed(byte[] buf, int off, int len);

  /** Hands over what it wants to send and has not handed over before. */
  byte[] drain();
}
