// SPDX-License-Identifier: Apache-2.0
/** Queries with placeholders, and the merging of arguments into them. */
package org.psycopg4j.internal.query;
