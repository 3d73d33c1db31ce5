// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/**
 * A client that has an API for large objects. It is opened with autocommit; each call is a
 * transaction.
 */
public interface LargeObjectClient {
  /** What is done with the bytes that were read. */
  @FunctionalInterface
  interface Piece {
    void read(byte[] buf, int len);
  }

  /** Makes a large object of a piece written so many times; returns its oid. */
  long makeLargeObject(byte[] piece, int times) throws Exception;

  /** Reads a large object to its end into the array, again and again; returns its length. */
  long readLargeObject(long oid, byte[] into, Piece action) throws Exception;
}
