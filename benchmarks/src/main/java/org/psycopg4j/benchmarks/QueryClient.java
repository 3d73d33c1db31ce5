// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that executes the field's queries. */
public interface QueryClient {
  /**
   * Executes a query and reads every value as its object: a bytea as byte[], an array as an array
   * or a list.
   */
  void query(FieldQuery query, Values values) throws Exception;
}
