// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.RowDescription;

/**
 * The columns of a cursor on the server, as its first page has shown them, and in which formats the
 * next ones are asked for. Belongs to one cursor.
 */
public final class CursorColumns {
  private final RowDescription described;
  private final boolean dependsOnSettings;
  private @Nullable ColumnFormats formats;

  /** The columns of a cursor. */
  public CursorColumns(RowDescription described) {
    this.described = described;
    this.dependsOnSettings = ColumnFormats.dependsOnSettings(described);
  }

  boolean dependsOnSettings() {
    return dependsOnSettings;
  }

  /** The columns with the formats that they are asked for in. */
  RowDescription columns(Decoders types, Decoding decoding, boolean exactTexts) {
    ColumnFormats known = formats;
    if (known == null || !known.isFor(types, decoding, exactTexts)) {
      known = new ColumnFormats(described, types, decoding, exactTexts);
      formats = known;
    }
    return known.columns();
  }
}
