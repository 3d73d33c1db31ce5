// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Lists and arrays of objects as ARRAY[…].
 *
 * <p>ARRAY of nothing, or of nothing but NULLs, has no type, so these are written as a string that
 * takes its type from where it stands: {@code '{}'}, {@code '{NULL,NULL}'}.
 */
public enum ListLiteral implements Literal {
  LIST {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      list((List<?>) value, out, quoting, any);
    }
  },
  OBJECTS {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      list(Arrays.asList((@Nullable Object[]) value), out, quoting, any);
    }
  };

  private static void list(
      List<? extends @Nullable Object> list, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    if (hasNoElement(list, 1)) {
      out.ascii("'{}'");
    } else if (hasOnlyNulls(list, 1)) {
      out.append('\'');
      nulls(list, out);
      out.append('\'');
    } else {
      elements(list, out, quoting, any);
    }
  }

  private static void elements(
      List<? extends @Nullable Object> list, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    boolean first = true;
    out.ascii("ARRAY[");
    for (Object element : list) {
      if (!first) {
        out.append(',');
      }
      first = false;
      List<? extends @Nullable Object> nested = nested(element);
      if (nested != null && nested.isEmpty()) {
        out.ascii("ARRAY[]"); // beside other elements: the server says what it thinks of it
      } else {
        any.write(element, out, quoting);
      }
    }
    out.append(']');
  }

  private static void nulls(List<? extends @Nullable Object> list, SqlBuffer out) {
    boolean first = true;
    out.append('{');
    for (Object element : list) {
      if (!first) {
        out.append(',');
      }
      first = false;
      List<? extends @Nullable Object> nested = nested(element);
      if (nested == null) {
        out.ascii("NULL");
      } else {
        nulls(nested, out);
      }
    }
    out.append('}');
  }

  /** Whether there is no element at any depth. */
  private static boolean hasNoElement(List<? extends @Nullable Object> list, int depth) {
    SqlBuffer.requireDepth(depth);
    for (Object element : list) {
      List<? extends @Nullable Object> nested = nested(element);
      if (nested == null || !hasNoElement(nested, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are elements, at any depth, and all of them are NULL. */
  private static boolean hasOnlyNulls(List<? extends @Nullable Object> list, int depth) {
    SqlBuffer.requireDepth(depth);
    for (Object element : list) {
      List<? extends @Nullable Object> nested = nested(element);
      if (nested == null ? !OptionalLiteral.isNull(element) : !hasOnlyNulls(nested, depth + 1)) {
        return false;
      }
    }
    return !list.isEmpty();
  }

  /** Whether it is an array of primitives without any, but no bytea. */
  private static boolean isEmptyArray(@Nullable Object element) {
    return element != null
        && element.getClass().isArray()
        && !(element instanceof byte[])
        && Array.getLength(element) == 0;
  }

  private static @Nullable List<? extends @Nullable Object> nested(@Nullable Object element) {
    if (element instanceof List<?> list) {
      return list;
    }
    if (element instanceof Object[] array) {
      return Arrays.asList(array);
    }
    return isEmptyArray(element) ? List.of() : null;
  }
}
