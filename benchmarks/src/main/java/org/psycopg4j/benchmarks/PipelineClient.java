// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that can send a statement before the answer to the one before it has come. */
public interface PipelineClient {
  /**
   * Executes {@link Tables#LOOKUP} for each key, all of them sent before the first answer is waited
   * for, each in a transaction of its own.
   */
  void pipelinedLookups(int[] ids, Values values) throws Exception;

  /**
   * So many transactions with one {@link Tables#INSERT} each, one after another; a transaction is
   * sent whole.
   */
  void pipelinedTransactions(int firstId, int count, String note) throws Exception;
}
