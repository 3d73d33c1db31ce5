// SPDX-License-Identifier: Apache-2.0
/**
 * The adapter's face: connect, execute, fetch, commit.
 *
 * <p>{@link org.psycopg4j.Psycopg#connect(String)} opens a {@link org.psycopg4j.Connection}, whose
 * {@link org.psycopg4j.Cursor}s execute statements and fetch {@link org.psycopg4j.Row}s. Names and
 * behaviour are psycopg2's; exceptions are in {@link org.psycopg4j.errors}.
 */
package org.psycopg4j;
