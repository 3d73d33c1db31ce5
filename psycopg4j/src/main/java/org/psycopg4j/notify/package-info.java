// SPDX-License-Identifier: Apache-2.0
/**
 * Notifications as they happen: a {@link org.psycopg4j.notify.Listener} has a connection and a
 * thread of its own, and tells handlers, queues and {@link java.util.concurrent.Flow} subscribers.
 */
package org.psycopg4j.notify;
