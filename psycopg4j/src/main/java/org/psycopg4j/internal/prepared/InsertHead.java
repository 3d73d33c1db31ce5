// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;

/** The beginning of {@code INSERT INTO … VALUES}, behind which rows are to stand. */
public final class InsertHead {
  private InsertHead() {}

  /** Whether what stands behind the rows returns rows, or can't be read. */
  public static boolean returnsRows(String tail, boolean standardConformingStrings) {
    Tokens tokens = SqlLexer.scan(tail, standardConformingStrings);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isWord(i, "returning") || tokens.is(i, ";")) {
        return true;
      }
    }
    return tokens.defect() != null;
  }

  /**
   * The text without its last word, VALUES; null if it is not one INSERT that ends there.
   *
   * @param standardConformingStrings whether backslashes are ordinary in '…'
   */
  public static @Nullable String withoutValues(String head, boolean standardConformingStrings) {
    Tokens tokens = SqlLexer.scan(head, standardConformingStrings);
    int last = tokens.size() - 1;
    if (tokens.defect() != null
        || !tokens.isWord(0, "insert")
        || !tokens.isWord(1, "into")
        || !tokens.isWord(last, "values")) {
      return null;
    }
    for (int i = 0; i < last; i++) {
      if (tokens.is(i, ";")) {
        return null;
      }
    }
    return head.substring(0, tokens.start(last));
  }
}
