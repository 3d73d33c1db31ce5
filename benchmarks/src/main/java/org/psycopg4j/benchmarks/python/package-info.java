// SPDX-License-Identifier: Apache-2.0
/**
 * The drivers of Python that take part where they are installed, and how they are found and run.
 */
package org.psycopg4j.benchmarks.python;
