// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.prepared.MergedText;
import org.psycopg4j.internal.prepared.StatementText;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * A statement and its arguments, merged when that is asked for: the text of one that was promoted
 * is often never needed. Belongs to one cursor.
 */
final class MergedStatement implements MergedText {
  private final StatementText text;
  private final @Nullable Object[] values;
  private final Quoting quoting;
  private final Types types;
  private byte @Nullable [] merged;

  MergedStatement(StatementText text, @Nullable Object[] values, Quoting quoting, Types types) {
    this.text = text;
    this.values = values;
    this.quoting = quoting;
    this.types = types;
  }

  @Override
  public byte[] bytes() {
    byte[] known = merged;
    if (known == null) {
      SqlBuffer out = new SqlBuffer(quoting.charset());
      merge(values.length, out);
      known = out.toByteArray();
      merged = known;
    }
    return known;
  }

  @Override
  public int position(int placeholder) {
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    Quoting utf8 =
        Quoting.connected(
            StandardCharsets.UTF_8,
            quoting.standardConformingStrings(),
            quoting.serverVersion(),
            quoting.intervalStyle());
    merge(placeholder, utf8, out);
    String before = new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    return before.codePointCount(0, before.length()) + 1;
  }

  private void merge(int placeholders, SqlBuffer out) {
    merge(placeholders, quoting, out);
  }

  /** Appends the text up to a placeholder. */
  private void merge(int placeholder, Quoting as, SqlBuffer out) {
    List<String> pieces = text.pieces();
    AnyLiteral literals = types.ofStatement();
    for (int i = 0; i < placeholder; i++) {
      out.text(pieces.get(i));
      literals.write(values[i], out, as);
    }
    out.text(pieces.get(placeholder));
  }
}
