// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that executes short queries one after another: each waits for the one before. */
public interface LookupClient {
  /** Executes {@link Tables#SELECT_ONE} so many times and reads its int. */
  void selectOnes(int times, Values values) throws Exception;

  /** Executes {@link Tables#LOOKUP} for each key and reads all columns as objects. */
  void lookups(int[] ids, Values values) throws Exception;
}
