// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to messages and messages to bytes: the PostgreSQL protocol's formats, and nothing else.
 *
 * <p>Nothing here knows a socket, a thread or a clock. Buffers belong to one connection and are
 * used by one thread at a time, the holder of the connection's lock.
 */
package org.psycopg4j.internal.wire;
