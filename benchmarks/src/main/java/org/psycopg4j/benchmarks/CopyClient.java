// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;

/** A client that has an API for COPY. Each call is a transaction, or part of one that is open. */
public interface CopyClient {
  /** Copies text in COPY's format to {@link Tables#COPIED}; returns the number of rows. */
  long copyText(InputStream text) throws Exception;

  /** Copies rows (int4, text, float8) to {@link Tables#COPIED}; returns the number of rows. */
  long copyRows(BulkRows rows) throws Exception;

  /** Copies {@link Tables#SCANNED} out as text; returns the number of rows. */
  long copyOut(OutputStream text) throws Exception;
}
