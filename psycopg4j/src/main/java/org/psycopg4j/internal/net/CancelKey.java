// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import org.psycopg4j.internal.conninfo.TlsSettings;

/**
 * What it takes to cancel a session's requests.
 *
 * @param address where the session's server is
 * @param encryption how a way to it begins, by which the session's own is as safe
 * @param tls what was set about TLS
 * @param pid the session's process there
 * @param secretKey what proves that the session is ours
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CancelKey(
    ServerAddress address, Encryption encryption, TlsSettings tls, int pid, byte[] secretKey) {}
