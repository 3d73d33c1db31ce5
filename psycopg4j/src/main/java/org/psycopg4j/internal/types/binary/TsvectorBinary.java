// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/**
 * tsvector in binary format: lexemes, each with a NUL behind it, and their positions, of which the
 * upper two bits are the weight (PostgreSQL manual, "tsvector").
 */
public final class TsvectorBinary extends StringBinary {
  private static final int LEXEME_BYTES = 3; // no letter, the NUL, the number of positions
  private static final int WEIGHT_SHIFT = 14;
  private static final int POSITION_MASK = (1 << WEIGHT_SHIFT) - 1;
  private static final String[] WEIGHTS = {"", "C", "B", "A"}; // D is not shown

  public TsvectorBinary() {
    super("tsvector");
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    StringBuilder out = new StringBuilder();
    int lexemes = in.count(LEXEME_BYTES);
    for (int i = 0; i < lexemes; i++) {
      out.append(i == 0 ? "" : " ");
      quoted(in.cString(ctx), out);
      positions(in, out);
    }
    in.requireEnd();
    return out.toString();
  }

  private static void quoted(String lexeme, StringBuilder out) {
    out.append('\'');
    for (int i = 0; i < lexeme.length(); i++) {
      char c = lexeme.charAt(i);
      out.append(c == '\'' || c == '\\' ? String.valueOf(c) : "").append(c);
    }
    out.append('\'');
  }

  private static void positions(Body in, StringBuilder out) {
    int count = in.uint16();
    for (int i = 0; i < count; i++) {
      int position = in.uint16();
      out.append(i == 0 ? ':' : ',').append(position & POSITION_MASK);
      out.append(WEIGHTS[position >> WEIGHT_SHIFT]);
    }
  }
}
