// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

/**
 * A notification that another session, or this one, has sent with NOTIFY ({@code
 * psycopg2.extensions.Notify}).
 *
 * @param pid the server's process number of the session that sent it
 * @param channel the channel it was sent on
 * @param payload its text, empty if it has none
 */
public record Notify(int pid, String channel, String payload) {}
