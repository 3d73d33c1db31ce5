// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.nio.ByteBuffer;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Binary;

/** Bytes as bytea (PostgreSQL manual, "Binary Data Types"): byte[], ByteBuffer and Binary. */
public enum BytesLiteral implements Literal {
  ARRAY {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      byte[] bytes = (byte[]) value;
      hexOrEscape(bytes, 0, bytes.length, out, quoting);
    }
  },
  /** What remains of a buffer, which stays as it is. */
  BUFFER {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      ByteBuffer buffer = (ByteBuffer) value;
      if (buffer.hasArray()) {
        int off = buffer.arrayOffset() + buffer.position();
        hexOrEscape(buffer.array(), off, buffer.remaining(), out, quoting);
      } else {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        hexOrEscape(bytes, 0, bytes.length, out, quoting);
      }
    }
  },
  BINARY {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      any.write(((Binary) value).bytes(), out, quoting);
    }
  };

  private static void hexOrEscape(byte[] bytes, int off, int len, SqlBuffer out, Quoting quoting) {
    if (!quoting.connected()) {
      out.append('\'');
      escape(bytes, off, len, out);
    } else {
      out.ascii(quoting.standardConformingStrings() ? "'\\x" : "E'\\\\x");
      out.hex(bytes, off, len);
    }
    out.ascii("'::bytea");
  }

  /** The escape format: what is not printable ASCII in three octal digits. */
  private static void escape(byte[] bytes, int off, int len, SqlBuffer out) {
    for (int i = off; i < off + len; i++) {
      byte b = bytes[i];
      if (b == '\'' || b == '\\') {
        out.append((char) b);
        out.append((char) b);
      } else if (b >= ' ' && b < 0x7f) {
        out.append((char) b);
      } else {
        out.append('\\');
        out.append((char) ('0' + (b >> 6 & 3)));
        out.append((char) ('0' + (b >> 3 & 7)));
        out.append((char) ('0' + (b & 7)));
      }
    }
  }
}
