// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import org.psycopg4j.benchmarks.results.Slice;

/**
 * How a pool has served the threads of a {@link Contest} in one turn.
 *
 * @param slice how many were served, in which time and with how much processor time
 * @param medianNanos of the waits for a connection
 * @param p99Nanos what 99 % of them do not exceed
 * @param longestNanos the longest wait
 * @param variation of how often each thread was served: standard deviation by mean; 0 is just
 */
record Service(Slice slice, long medianNanos, long p99Nanos, long longestNanos, double variation) {}
