// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

/**
 * What a restart was like for the users of a pool.
 *
 * @param failures the requests that failed
 * @param lastFailureNanos from the server's acceptance of connections to the last failure; negative
 *     if that was before
 * @param fullNanos from the acceptance until the pool had all its connections again; -1 if it had
 *     not when the trial's patience was over
 * @param longestNanos the longest request
 * @param served the requests that succeeded
 */
record Outcome(
    Failures failures, long lastFailureNanos, long fullNanos, long longestNanos, long served) {}
