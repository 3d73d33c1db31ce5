// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.List;
import java.util.Map;

/**
 * All that one run has measured, and all that a report says of it.
 *
 * @param date the day that it began, such as 2026-01-31
 * @param machine what it ran on
 * @param server what was asked
 * @param turns how drivers took turns
 * @param libraries the drivers' versions by their artifacts' names
 * @param workloads what was measured, in the report's order
 */
public record Run(
    String date,
    Machine machine,
    Server server,
    Turns turns,
    Map<String, String> libraries,
    List<Measured> workloads) {}
