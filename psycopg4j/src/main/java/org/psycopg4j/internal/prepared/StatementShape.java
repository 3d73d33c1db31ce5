// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.List;
import org.jspecify.annotations.Nullable;

public final class StatementShape {
  final @Nullable String refusal;

  StatementShape(List<String> texts) {
    String s = texts.get(0).strip().toLowerCase(java.util.Locale.ROOT);
    refusal =
        s.startsWith("select")
                || s.startsWith("insert")
                || s.startsWith("update")
                || s.startsWith("delete")
                || s.startsWith("with")
            ? null
            : "no";
  }

  public static StatementShape of(List<String> texts, boolean standardConformingStrings) {
    return new StatementShape(texts);
  }

  public @Nullable String refusal() {
    return refusal;
  }

  public @Nullable String refusal(
      int placeholder, boolean negative, boolean isNull, boolean isZero, boolean isList) {
    return null;
  }

  public boolean isCast(int placeholder) {
    return false;
  }
}
