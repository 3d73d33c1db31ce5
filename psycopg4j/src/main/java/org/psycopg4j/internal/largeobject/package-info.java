// SPDX-License-Identifier: Apache-2.0
/**
 * Large objects: calls of the server's functions for them, what an open one is bound to, and its
 * bytes as Java's streams and channels. It knows bytes only; text is the face's.
 */
package org.psycopg4j.internal.largeobject;
