// SPDX-License-Identifier: Apache-2.0
/** Values that PostgreSQL has and Java has not, and wrappers that choose how a value is written. */
package org.psycopg4j.types;
