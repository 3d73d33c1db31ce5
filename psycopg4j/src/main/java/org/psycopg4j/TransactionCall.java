// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;

/**
 * What is done within a transaction and has a result.
 *
 * @param <T> the result
 * @param <X> the checked exception it may throw; inferred
 * @see Connection#callInTransaction
 */
@FunctionalInterface
public interface TransactionCall<T extends @Nullable Object, X extends Exception> {
  /** Does it, on the connection that the transaction is of. */
  T call(Connection tx) throws X;
}
