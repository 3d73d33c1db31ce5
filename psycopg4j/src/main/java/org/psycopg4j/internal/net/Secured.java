// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

/**
 * What TLS has negotiated for a session.
 *
 * @param protocol its version, such as {@code TLSv1.3}
 * @param cipher the cipher suite's name
 */
public record Secured(String protocol, String cipher) {}
