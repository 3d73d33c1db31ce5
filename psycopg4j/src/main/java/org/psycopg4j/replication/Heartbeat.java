// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import org.psycopg4j.errors.PsycopgException;

/**
 * A thread that has a stream's status sent in time while nobody reads: a server gives up who says
 * nothing. It ends with the stream, or by an interrupt.
 */
final class Heartbeat implements Runnable {
  private final ReplicationCursor cursor;

  private Heartbeat(ReplicationCursor cursor) {
    this.cursor = cursor;
  }

  static Thread start(ReplicationCursor cursor) {
    Thread thread = new Thread(new Heartbeat(cursor), "psycopg4j replication status");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void run() {
    try {
      while (cursor.isReplicating()) {
        Thread.sleep(cursor.statusDueIn().toMillis() + 1); // the reader may have sent one since
        cursor.sendFeedback(Lsn.ZERO, Lsn.ZERO, Lsn.ZERO, false, false);
      }
    } catch (InterruptedException | PsycopgException e) {
      // The stream is over, or the one who reads it is about to learn that it is.
    }
  }
}
