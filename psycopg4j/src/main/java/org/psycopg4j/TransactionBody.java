// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * What is done within a transaction: the block of psycopg2's {@code with conn:}.
 *
 * @param <X> the checked exception it may throw; inferred
 * @see Connection#inTransaction
 */
@FunctionalInterface
public interface TransactionBody<X extends Exception> {
  /** Does it, on the connection that the transaction is of. */
  void run(Connection tx) throws X;
}
