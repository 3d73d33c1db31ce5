// SPDX-License-Identifier: Apache-2.0
/** libpq beside the drivers of Java, where a C compiler and its headers are installed. */
package org.psycopg4j.benchmarks.libpq;
