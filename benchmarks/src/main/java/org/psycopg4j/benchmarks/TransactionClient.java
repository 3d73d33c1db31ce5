// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that was opened without autocommit. */
public interface TransactionClient {
  /** So many transactions with one {@link Tables#INSERT} each, one after another. */
  void insertTransactions(int firstId, int count, String note) throws Exception;
}
