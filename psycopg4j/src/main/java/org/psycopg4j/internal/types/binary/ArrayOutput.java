// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.jspecify.annotations.Nullable;

/** The text of an array (PostgreSQL manual, "Array Input and Output Syntax"). */
final class ArrayOutput {
  private final StringBuilder out = new StringBuilder();
  private final char delimiter;

  ArrayOutput(char delimiter) {
    this.delimiter = delimiter;
  }

  /** The first and the last index of each dimension: {@code [0:1][2:3]=}. */
  void bounds(ArrayShape shape) {
    for (int i = 0; i < shape.dimensions(); i++) {
      int first = shape.lowerBounds()[i];
      out.append('[').append(first).append(':').append(first + shape.sizes()[i] - 1).append(']');
    }
    out.append('=');
  }

  void open() {
    out.append('{');
  }

  void close() {
    out.append('}');
  }

  /** What stands in front of the element of that number, counted from 0. */
  void delimit(int number) {
    if (number > 0) {
      out.append(delimiter);
    }
  }

  void element(@Nullable String text) {
    if (text == null) {
      out.append("NULL");
    } else if (!needsQuotes(text)) {
      out.append(text);
    } else {
      out.append('"');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
      out.append('"');
    }
  }

  private boolean needsQuotes(String text) {
    if (text.isEmpty() || text.equalsIgnoreCase("NULL")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == delimiter || "\"\\{} \t\n\r\u000b\f".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
