// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol without its input and output: bytes in, bytes out, and what to wait for.
 *
 * <p>{@link org.psycopg4j.internal.engine.Engine} takes the server's bytes apart and hands each
 * message to the {@link org.psycopg4j.internal.engine.Exchange} it answers; there is one small
 * exchange class for each kind of request. No socket, thread, lock or clock is known here.
 */
package org.psycopg4j.internal.engine;
