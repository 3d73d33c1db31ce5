// SPDX-License-Identifier: Apache-2.0
/** What was measured, and on what: data, as JSON keeps it, and the arithmetic of rounds. */
package org.psycopg4j.benchmarks.results;
