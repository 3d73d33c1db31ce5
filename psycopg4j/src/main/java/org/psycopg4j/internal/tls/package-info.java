// SPDX-License-Identifier: Apache-2.0
/**
 * TLS as libpq has it (manual: "SSL Support"): certificates and keys from files, who is trusted,
 * and whether a certificate is the host's. The protocol itself is the JDK's; nothing here opens a
 * socket.
 */
package org.psycopg4j.internal.tls;
