// SPDX-License-Identifier: Apache-2.0
/**
 * Connections for programs that don't wait: calls return a {@link
 * java.util.concurrent.CompletableFuture}, rows come as a {@link java.util.concurrent.Flow}, and
 * one thread serves any number of connections.
 */
package org.psycopg4j.async;
