// SPDX-License-Identifier: Apache-2.0
/**
 * What to connect to, and as whom: connection strings and keywords as libpq has them (manual:
 * "Database Connection Control Functions"), completed by the service file, the environment and the
 * password file. Nothing here opens a socket.
 */
package org.psycopg4j.internal.conninfo;
