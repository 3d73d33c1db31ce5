// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.replication.Lsn;
import org.psycopg4j.replication.ReplicationCursor;
import org.psycopg4j.replication.ReplicationMessage;

/** A stream of changes, as psycopg2's {@code ReplicationCursor} needs it. */
public final class PyReplicationCursor {
  private static final long MICROS = 1_000_000;

  private final ReplicationCursor cursor;

  PyReplicationCursor(ReplicationCursor cursor) {
    this.cursor = cursor;
  }

  public void start(String command, double statusInterval) {
    cursor.startReplicationExpert(context -> command, seconds(statusInterval));
  }

  /**
   * The next message: its bytes, where they start, where the log ends, and when it was sent, in
   * microseconds since 1970; null if there is none now.
   */
  public @Nullable Object @Nullable [] read() {
    ReplicationMessage message = cursor.readMessage();
    return message == null
        ? null
        : new @Nullable Object[] {
          Bytes.crossing(message.payload()),
          message.dataStart().value(),
          message.walEnd().value(),
          micros(message.sendTime())
        };
  }

  /** Waits for a message, but not longer than so many seconds. */
  public void awaitMessage(double seconds) {
    cursor.awaitMessage(seconds(seconds));
  }

  public boolean isReplicating() {
    return cursor.isReplicating();
  }

  public void stop() {
    cursor.stopReplication();
  }

  public void feedback(long write, long flush, long apply, boolean reply, boolean force) {
    cursor.sendFeedback(new Lsn(write), new Lsn(flush), new Lsn(apply), reply, force);
  }

  public long walEnd() {
    return cursor.walEnd().value();
  }

  /** In microseconds since 1970. */
  public long ioTimestamp() {
    return micros(cursor.ioTimestamp());
  }

  /** In microseconds since 1970. */
  public long feedbackTimestamp() {
    return micros(cursor.feedbackTimestamp());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
  }
}
