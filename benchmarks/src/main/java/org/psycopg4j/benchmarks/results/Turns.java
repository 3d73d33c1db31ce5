// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.List;

/**
 * How drivers took turns.
 *
 * @param rounds how often each driver had its turn
 * @param sliceMillis how long a turn was
 * @param warmUpMillis how long each driver worked on a workload before the first round
 * @param seed of the order of turns
 * @param jvmOptions of the drivers' processes
 */
public record Turns(
    int rounds, int sliceMillis, int warmUpMillis, long seed, List<String> jvmOptions) {}
