// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

/**
 * Where a placeholder stands.
 *
 * @param isCast whether {@code ::} follows it, or it is what CAST casts
 * @param isIndexed whether {@code [} follows it
 * @param bindsTighter whether something follows that binds tighter than a minus sign before it
 * @param isCompared whether {@code =} is beside it, and is no assignment
 * @param divides whether something is divided by it
 * @param isStored whether it is the whole of what a column is set to, by INSERT or UPDATE
 */
record Place(
    boolean isCast,
    boolean isIndexed,
    boolean bindsTighter,
    boolean isCompared,
    boolean divides,
    boolean isStored) {}
