// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

/**
 * What was measured on: clients and server shared it.
 *
 * @param processor its model, empty if it does not tell
 * @param processors how many the JVM may use
 * @param memoryMiB of the whole machine
 * @param system the operating system, its version and architecture
 * @param java the JVM that started the drivers' JVMs
 * @param load the load average of the minute before, negative if the system does not tell
 */
public record Machine(
    String processor, int processors, long memoryMiB, String system, String java, double load) {}
