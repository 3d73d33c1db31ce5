// SPDX-License-Identifier: Apache-2.0
/** The only package with sockets: it moves the engine's bytes and waits. */
package org.psycopg4j.internal.net;
