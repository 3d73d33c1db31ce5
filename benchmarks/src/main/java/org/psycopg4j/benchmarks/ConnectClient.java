// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that opens other connections. */
public interface ConnectClient {
  /** Logs in and closes the connection. */
  void connectAndClose() throws Exception;
}
