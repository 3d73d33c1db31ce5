// SPDX-License-Identifier: Apache-2.0
/**
 * Replication: {@link org.psycopg4j.replication.ReplicationConnection} and its cursor are
 * psycopg2's, {@link org.psycopg4j.replication.PgOutput} reads what PostgreSQL's own output plugin
 * sends, and {@link org.psycopg4j.replication.ChangeStream} is a database's changes one by one.
 */
package org.psycopg4j.replication;
