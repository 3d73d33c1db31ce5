// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.wire.Encodings;

/** Rows in COPY's text format (manual: "COPY", "Text Format"): tabs between columns. */
public final class TextRows implements RowWriter {
  private final List<String> columns;
  private final InputText text;
  private final SqlBuffer value;
  private final boolean asciiSafe;

  /** A writer for these columns, of values as that writes them. */
  public TextRows(List<String> columns, InputText text) {
    this.columns = columns;
    this.text = text;
    this.value = new SqlBuffer(text.charset());
    this.asciiSafe = Encodings.asciiSafe(text.charset());
  }

  @Override
  public String format() {
    return "";
  }

  @Override
  public void row(@Nullable Object[] values, long number, SqlBuffer out) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      try {
        field(values[i], out);
      } catch (ProgrammingException e) {
        throw new DataException(
            "row %d, column %s: %s".formatted(number, columns.get(i), e.getMessage()), e);
      }
    }
    out.append('\n');
  }

  private void field(@Nullable Object given, SqlBuffer out) {
    value.reset();
    if (!text.write(given, value)) {
      out.ascii("\\N");
    } else if (asciiSafe) {
      escape(out);
    } else {
      escapeCharacters(new String(value.array(), 0, value.size(), value.charset()), out);
    }
  }

  private void escape(SqlBuffer out) {
    byte[] bytes = value.array();
    int from = 0;
    for (int i = 0; i < value.size(); i++) {
      char escape = escape(bytes[i]);
      if (escape != 0) {
        out.bytes(bytes, from, i - from);
        out.append('\\');
        out.append(escape);
        from = i + 1;
      }
    }
    out.bytes(bytes, from, value.size() - from);
  }

  /* In some encodings a backslash's byte may be the second half of a character. */
  private static void escapeCharacters(String characters, SqlBuffer out) {
    int from = 0;
    for (int i = 0; i < characters.length(); i++) {
      char escape = escape(characters.charAt(i));
      if (escape != 0) {
        out.text(characters, from, i);
        out.append('\\');
        out.append(escape);
        from = i + 1;
      }
    }
    out.text(characters, from, characters.length());
  }

  private static char escape(int c) {
    return switch (c) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }
}
