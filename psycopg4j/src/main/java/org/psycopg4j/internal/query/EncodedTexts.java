// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.nio.charset.Charset;
import java.util.List;
import org.psycopg4j.internal.types.SqlBuffer;

/** A query's texts in one client encoding. */
final class EncodedTexts {
  private final Charset charset;
  private final byte[] sql;
  private final byte[][] texts;

  EncodedTexts(Charset charset, String sql, List<String> texts) {
    this.charset = charset;
    SqlBuffer buffer = new SqlBuffer(charset);
    this.sql = encode(sql, buffer);
    this.texts = new byte[texts.size()][];
    for (int i = 0; i < texts.size(); i++) {
      this.texts[i] = encode(texts.get(i), buffer);
    }
  }

  Charset charset() {
    return charset;
  }

  /** Appends the whole query. */
  void sql(SqlBuffer out) {
    out.bytes(sql, 0, sql.length);
  }

  /**
   * Appends the text before the argument of that place, or behind the last one. A query whose
   * formatting broke off has fewer texts than arguments.
   */
  void text(int index, SqlBuffer out) {
    if (index < texts.length) {
      out.bytes(texts[index], 0, texts[index].length);
    }
  }

  private static byte[] encode(String text, SqlBuffer buffer) {
    buffer.reset();
    buffer.text(text);
    return buffer.toByteArray();
  }
}
