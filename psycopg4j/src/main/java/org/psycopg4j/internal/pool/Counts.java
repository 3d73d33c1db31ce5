// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/**
 * The figures of {@link Places}, all of one moment.
 *
 * <p>{@code size} is {@code idle + lent + taken + opening + closing}. Over any stretch of time,
 * {@code requests + again} is {@code served + left + refusedClosed + refusedTooMany} and by how
 * many {@code waiting} has grown.
 *
 * @param min how many there should be at least
 * @param max how many there may be at most
 * @param size how many places are taken
 * @param idle open, and nobody's
 * @param lent in users' hands
 * @param taken in upkeep's
 * @param opening ordered, and not yet here
 * @param closing given out to be closed, and not yet gone
 * @param waiting who is in the queue
 * @param requests who has asked: {@code poll} with success, and {@code join}
 * @param again who had been served, and had to ask once more: {@code joinFirst}
 * @param queued how many of {@code requests} and {@code again} had to wait
 * @param served how many were lent
 * @param left who has left the queue
 * @param refusedClosed who was refused because the places are closed
 * @param refusedTooMany who was refused because too many wait
 * @param ordered how many were ordered
 * @param opened how many of these have come
 * @param openFailed how many of these failed
 * @param gone how many that had been open are no more
 */
public record Counts(
    int min,
    int max,
    int size,
    int idle,
    int lent,
    int taken,
    int opening,
    int closing,
    int waiting,
    long requests,
    long again,
    long queued,
    long served,
    long left,
    long refusedClosed,
    long refusedTooMany,
    long ordered,
    long opened,
    long openFailed,
    long gone) {}
