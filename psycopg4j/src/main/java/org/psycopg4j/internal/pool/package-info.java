// SPDX-License-Identifier: Apache-2.0
/** Who gets what, and in which order: the places of a pool and the queue for them. */
package org.psycopg4j.internal.pool;
