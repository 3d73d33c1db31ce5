// SPDX-License-Identifier: Apache-2.0
/**
 * Connections that are kept for the next user: psycopg2's pools ({@code psycopg2.pool}), and {@code
 * ConnectionPool}, which waits, looks after its connections and serves threads and futures alike.
 */
package org.psycopg4j.pool;
