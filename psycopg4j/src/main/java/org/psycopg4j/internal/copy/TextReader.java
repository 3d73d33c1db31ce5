// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.nio.charset.Charset;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.internal.wire.MalformedMessageException;

/** Rows in COPY's text format: lines, with tabs between the columns and backslashes as escapes. */
public final class TextReader extends RowReader {
  private final Charset charset;
  private byte[] row = {};

  public TextReader(CopyDrain drain, int columns, Charset charset) {
    super(drain, columns);
    this.charset = charset;
  }

  @Override
  int find() {
    for (int i = pos; i < end; i++) {
      if (buf[i] == '\n') { // one in a value is escaped, and no other character has its byte
        row = parse(pos, i);
        pos = i + 1;
        return 0;
      }
    }
    return MORE;
  }

  private byte[] parse(int from, int to) {
    SqlBuffer out = new SqlBuffer(charset);
    out.int16(columns());
    int fields = columns() == 0 ? 0 : 1;
    boolean asciiSafe = Encodings.asciiSafe(charset);
    int field = begin(out);
    for (int i = from; i < to; i++) {
      byte b = buf[i];
      if (b == '\t') {
        end(field, out);
        field = begin(out);
        fields++;
      } else if (b == '\\' && i + 1 < to) {
        i++;
        if (buf[i] == 'N') {
          out.setInt32(field, -1);
        } else {
          out.int8(unescaped(buf[i]));
        }
      } else if (!asciiSafe && i + 1 < to && Encodings.beginsPair(charset, b)) {
        out.int8(b); // the byte behind it may look like a backslash
        out.int8(buf[++i]);
      } else {
        out.int8(b);
      }
    }
    end(field, out);
    if (fields != columns()) {
      throw new MalformedMessageException(
          "a row of %d columns in a COPY of %d".formatted(fields, columns()));
    }
    return out.toByteArray();
  }

  private static int begin(SqlBuffer out) {
    int at = out.size();
    out.int32(0);
    return at;
  }

  private static void end(int field, SqlBuffer out) {
    if (out.array()[field] == 0) { // else it is NULL
      out.setInt32(field, out.size() - field - 4);
    }
  }

  private static int unescaped(byte b) {
    return switch (b) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> b;
    };
  }

  @Override
  public byte[] row() {
    return row;
  }

  @Override
  public int offset() {
    return 0;
  }
}
