// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * What is done within a time limit.
 *
 * @param <X> the checked exception it may throw; inferred
 * @see Connection#within
 */
@FunctionalInterface
public interface TimedBody<X extends Exception> {
  /** Does it. */
  void run() throws X;
}
