// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;

/**
 * What a {@link ConnectionPool} has, and what has come to pass since it was opened or {@link
 * ConnectionPool#popStats} was called, after {@code psycopg_pool}'s statistics.
 *
 * @param poolMin how many connections are kept open
 * @param poolMax how many there may be
 * @param poolSize how many there are, with those that are being opened or closed
 * @param poolAvailable how many are idle
 * @param poolLent how many are borrowed, or have just come back to be closed
 * @param requestsWaiting how many wait for a connection
 * @param requests how often a connection was asked for
 * @param requestsServed how often one was lent; one that was found dead then, and replaced, is
 *     counted in {@code connectionsLost}
 * @param requestsQueued how often there was none at once
 * @param requestsErrors how often there was none in the end: out of time, too many who wait,
 *     interrupted, canceled, or closed
 * @param requestsWait how long all of them waited
 * @param usage how long connections were out, those that came back
 * @param returnsBad how many came back of no use: closed, broken or in the middle of something
 * @param connections how many attempts to connect were made
 * @param connectionsErrors how many of them failed
 * @param connectionsTime how long all attempts took
 * @param connectionsLost how many were found dead or unfit, or read-only, that were idle or to be
 *     lent
 * @param leaked how many were lost by who had borrowed them
 */
public record PoolStats(
    int poolMin,
    int poolMax,
    int poolSize,
    int poolAvailable,
    int poolLent,
    int requestsWaiting,
    long requests,
    long requestsServed,
    long requestsQueued,
    long requestsErrors,
    Duration requestsWait,
    Duration usage,
    long returnsBad,
    long connections,
    long connectionsErrors,
    Duration connectionsTime,
    long connectionsLost,
    long leaked) {}
