// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

/** What is replicated. */
public enum ReplicationType {
  /** Changes, as an output plugin tells them: {@code psycopg2.extras.REPLICATION_LOGICAL}. */
  LOGICAL,
  /** The write-ahead log itself: {@code psycopg2.extras.REPLICATION_PHYSICAL}. */
  PHYSICAL
}
