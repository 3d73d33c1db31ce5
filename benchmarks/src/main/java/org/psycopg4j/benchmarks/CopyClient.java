// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;

/** A client that has an API for COPY. Each call is a transaction, or part of one that is open. */
public interface CopyClient {
  /** Copies text in COPY's format to {@link Tables#COPIED}; returns the number of rows. */
  long copyText(InputStream text) throws Exception;

  /**
   * Copies so many rows (int4, text, float8) to {@link Tables#COPIED}, whose values are objects at
   * first: the number, a note and half the number. Returns the number of rows.
   */
  long copyRows(int rows, String note) throws Exception;

  /** Copies {@link Tables#SCANNED} out as text; returns the number of rows. */
  long copyOut(OutputStream text) throws Exception;
}
