// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the adapter's inner parts, each by itself: no server, no socket. */
@org.jspecify.annotations.NullMarked
package org.psycopg4j.benchmarks.micro;
