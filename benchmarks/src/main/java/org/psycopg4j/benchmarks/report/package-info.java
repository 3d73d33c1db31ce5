// SPDX-License-Identifier: Apache-2.0
/** A run as something to read: Markdown and charts, the same for the same run. */
package org.psycopg4j.benchmarks.report;
