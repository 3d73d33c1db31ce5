// SPDX-License-Identifier: Apache-2.0
/**
 * Statements put together from pieces: {@code psycopg2.sql}. For what no placeholder can stand for,
 * such as the name of a table.
 */
package org.psycopg4j.sql;
