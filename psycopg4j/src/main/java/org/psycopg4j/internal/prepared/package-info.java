// SPDX-License-Identifier: Apache-2.0
/**
 * Statements prepared on the server: which may be, with parameters of which types, which are, and
 * the request that executes one.
 */
package org.psycopg4j.internal.prepared;
