// SPDX-License-Identifier: Apache-2.0
/**
 * What a connection knows of its session and does with it: one exchange at a time, transactions,
 * settings, two-phase commit. It knows nothing of the public face.
 */
package org.psycopg4j.internal.session;
