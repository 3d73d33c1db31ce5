// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import org.psycopg4j.benchmarks.Target;

/**
 * What every pool is given; all the rest is as its library has it by default.
 *
 * @param target the server
 * @param size how many connections it keeps, which is also how many it may have
 * @param applicationName what its sessions are called
 */
public record PoolSettings(Target target, int size, String applicationName) {}
