// SPDX-License-Identifier: Apache-2.0
/**
 * What the Python package {@code psycopg2} calls: the adapter with a class for each of psycopg2's
 * objects that reaches the server.
 *
 * <p>Calls between Python and Java cost more than what most of them do, and Java's values cross in
 * different ways in different versions of GraalPy. So these methods have names of their own and no
 * overloads, take and give strings, numbers, booleans, null and arrays of them, and say everything
 * of a result at once. Bytes cross as strings of characters below 256.
 *
 * <p>Not for programs in Java, which have {@link org.psycopg4j}.
 */
package org.psycopg4j.python;
