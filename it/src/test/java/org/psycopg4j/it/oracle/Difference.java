// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.function.Predicate;

/**
 * A wanted difference from psycopg2.
 *
 * @param reason what differs, and why it is meant to
 * @param covers whether a deviation is this difference
 */
record Difference(String reason, Predicate<Deviation> covers) {}
