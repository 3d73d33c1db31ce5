// SPDX-License-Identifier: Apache-2.0
/**
 * What to connect to, and as whom: connection strings and keywords as libpq has them (manual:
 * "Database Connection Control Functions"). Pure text: nothing here opens a file or a socket.
 */
package org.psycopg4j.internal.conninfo;
