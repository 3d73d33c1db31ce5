// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows' values printed as Python prints them, and compared by value, arrays included. */
public final class RowText {
  private RowText() {}

  /** As a tuple: {@code (1, 'Alice')}, and {@code (1,)} with its comma. */
  public static String of(List<? extends @Nullable Object> values) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < values.size(); i++) {
      append(text.append(i == 0 ? "" : ", "), values.get(i));
    }
    return text.append(values.size() == 1 ? ",)" : ")").toString();
  }

  /** As a list: {@code [1, 'Alice']}. */
  public static String ofList(List<? extends @Nullable Object> values) {
    StringBuilder text = new StringBuilder();
    append(text, values);
    return text.toString();
  }

  /** As a named tuple: {@code Record(id=1, name='Alice')}. */
  public static String ofRecord(Iterable<String> names, List<? extends @Nullable Object> values) {
    StringBuilder text = new StringBuilder("Record(");
    int i = 0;
    for (String name : names) {
      append(text.append(i == 0 ? "" : ", ").append(name).append('='), values.get(i++));
    }
    return text.append(')').toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof String string) {
      quote(text, string);
    } else if (value instanceof byte[] bytes) {
      text.append("\\x").append(HexFormat.of().formatHex(bytes));
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (int i = 0; i < list.size(); i++) {
        append(text.append(i == 0 ? "" : ", "), list.get(i));
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private static void quote(StringBuilder text, String string) {
    char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
    text.append(quote);
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c == quote || c == '\\' ? "\\" : "").append(c);
      }
    }
    text.append(quote);
  }

  public static boolean sameValues(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      Object one = a.get(i);
      Object other = b.get(i);
      boolean same =
          one instanceof List<?> list && other instanceof List<?> otherList
              ? sameValues(list, otherList)
              : Objects.deepEquals(one, other);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  public static int hash(List<? extends @Nullable Object> values) {
    int hash = 1;
    for (Object value : values) {
      hash = 31 * hash + hashOf(value);
    }
    return hash;
  }

  private static int hashOf(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    return value instanceof List<?> list ? hash(list) : Objects.hashCode(value);
  }
}
