// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

/**
 * Thrown by a consumer to end {@link ReplicationCursor#consumeStream}, which then returns ({@code
 * psycopg2.extras.StopReplication}).
 */
public final class StopReplication extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StopReplication() {
    super("the consumer has ended the stream", null, false, false);
  }
}
