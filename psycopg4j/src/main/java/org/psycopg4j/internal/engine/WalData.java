// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

/**
 * XLogData: a piece of what a replication stream carries (manual: "Streaming Replication
 * Protocol").
 *
 * @param start the position of its first byte in the write-ahead log, 0 if it has none
 * @param walEnd the end of the log on the server when it was sent
 * @param sendTime when it was sent by the server's clock, in microseconds since 2000
 * @param payload a section of the log, or a message of the output plugin
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; whoever takes it owns the array
public record WalData(long start, long walEnd, long sendTime, byte[] payload) {}
