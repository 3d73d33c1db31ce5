// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.RowStore;

/**
 * What one statement of a text gave.
 *
 * @param columns the columns of the rows, null if it returned none
 * @param rows the rows, null if it returned none
 * @param commandTag what was done, such as {@code INSERT 0 1}
 */
public record Answer(@Nullable RowDescription columns, @Nullable RowStore rows, String commandTag) {
  /** Whether it returned no rows and did the same as another that returned none. */
  boolean isOnly(@Nullable RowDescription otherColumns, String otherTag) {
    return columns == null && otherColumns == null && commandTag.equals(otherTag);
  }
}
