// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

/**
 * What it takes to cancel a session's requests.
 *
 * @param address where the session's server is
 * @param pid the session's process there
 * @param secretKey what proves that the session is ours
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CancelKey(ServerAddress address, int pid, byte[] secretKey) {}
