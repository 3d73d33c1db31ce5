// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Values as COPY's text (manual: COPY, "Text Format"), in pieces of whole lines. */
final class CopyLines implements Iterator<byte[]> {
  private static final int PIECE = 60_000;

  private final List<Object> row;
  private int left;
  private final StringBuilder lines = new StringBuilder();

  CopyLines(List<Object> row, int count) {
    this.row = row;
    this.left = count;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public byte[] next() {
    if (left == 0) {
      throw new NoSuchElementException("no line is left");
    }
    lines.setLength(0);
    for (; left > 0 && lines.length() < PIECE; left--) {
      for (int i = 0; i < row.size(); i++) {
        if (i > 0) {
          lines.append('\t');
        }
        append(row.get(i));
      }
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(Object value) {
    if (!(value instanceof String text)) {
      lines.append(value); // numbers need no escaping; true and false are boolean's words
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> lines.append("\\\\");
        case '\t' -> lines.append("\\t");
        case '\n' -> lines.append("\\n");
        case '\r' -> lines.append("\\r");
        default -> lines.append(c);
      }
    }
  }
}
