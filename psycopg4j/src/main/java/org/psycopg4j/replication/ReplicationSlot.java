// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import org.jspecify.annotations.Nullable;

/**
 * A replication slot as it was when it was created (manual: CREATE_REPLICATION_SLOT).
 *
 * @param name the slot's name
 * @param consistentPoint from where on changes can be had; {@code 0/0} of a physical slot
 * @param snapshotName a snapshot of the database just there, for {@code SET TRANSACTION SNAPSHOT}
 *     in another connection: valid until the next command on the connection that created the slot;
 *     null if there is none
 * @param outputPlugin what tells the changes; null of a physical slot
 */
public record ReplicationSlot(
    String name,
    Lsn consistentPoint,
    @Nullable String snapshotName,
    @Nullable String outputPlugin) {}
