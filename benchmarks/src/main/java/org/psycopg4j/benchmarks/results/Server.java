// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.Map;

/**
 * The PostgreSQL that was asked.
 *
 * @param version as it says itself
 * @param ours whether the benchmark started it, for itself alone
 * @param settings those that matter for speed
 */
public record Server(String version, boolean ours, Map<String, String> settings) {}
