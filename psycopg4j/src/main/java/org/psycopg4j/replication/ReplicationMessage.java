// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Instant;
import org.psycopg4j.internal.engine.WalData;
import org.psycopg4j.internal.types.Decoding;

/**
 * A message of a replication stream ({@code psycopg2.extras.ReplicationMessage}). Any thread may
 * read it; its payload is one array, shared by all who ask.
 */
public final class ReplicationMessage {
  private final ReplicationCursor cursor;
  private final WalData data;
  private final Decoding decoding;

  ReplicationMessage(ReplicationCursor cursor, WalData data, Decoding decoding) {
    this.cursor = cursor;
    this.data = data;
    this.decoding = decoding;
  }

  /** What the output plugin has written, or a section of the write-ahead log. */
  public byte[] payload() {
    return data.payload();
  }

  /**
   * The payload as text in the client's encoding: psycopg2's payload with {@code decode=True}.
   *
   * @throws org.psycopg4j.errors.DataException if it is none
   */
  public String text() {
    byte[] bytes = data.payload();
    return decoding.text(bytes, 0, bytes.length);
  }

  /** The payload's size in bytes. */
  public int dataSize() {
    return data.payload().length;
  }

  /** The position where the message begins; {@code 0/0} if it has none. */
  public Lsn dataStart() {
    return new Lsn(data.start());
  }

  /** The end of the log on the server when it sent the message. */
  public Lsn walEnd() {
    return new Lsn(data.walEnd());
  }

  /** When the server sent it, by its clock. */
  public Instant sendTime() {
    return ReplicationClock.instant(data.sendTime());
  }

  /** The cursor that the message came through, for {@link ReplicationCursor#sendFeedback}. */
  public ReplicationCursor cursor() {
    return cursor;
  }

  /** Where it is in the stream and how large; not its payload. */
  @Override
  public String toString() {
    return "<ReplicationMessage; data_size: %d; data_start: %s; wal_end: %s; send_time: %s>"
        .formatted(dataSize(), dataStart(), walEnd(), sendTime());
  }
}
