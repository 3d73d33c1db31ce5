// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;

/**
 * What is done within a time limit and has a result.
 *
 * @param <T> the result
 * @param <X> the checked exception it may throw; inferred
 * @see Connection#callWithin
 */
@FunctionalInterface
public interface TimedCall<T extends @Nullable Object, X extends Exception> {
  /** Does it. */
  T call() throws X;
}
