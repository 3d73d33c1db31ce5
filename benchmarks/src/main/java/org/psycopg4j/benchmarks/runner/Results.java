// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.util.List;
import java.util.Map;
import org.psycopg4j.benchmarks.Workload;

/**
 * The slices of one workload.
 *
 * @param workload what was done
 * @param checksum what all drivers agree on
 * @param slices of each driver by its name, in the report's order; the n-th is of the n-th round
 */
record Results(Workload workload, String checksum, Map<String, List<Slice>> slices) {}
