// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.parameter.Sequences;

/**
 * What the elements of a list have in common when it is written as ARRAY[…]: their type (PostgreSQL
 * manual, "UNION, CASE, and Related Constructs") and, of nested lists, the lengths.
 */
final class Elements {
  private static final int MOST_DIMENSIONS = 6;

  private final Quoting quoting;
  private final int[] lengths = new int[MOST_DIMENSIONS]; // 0: not seen yet
  private int dimensions;
  private int type; // 0: not seen yet; text for strings
  private boolean mixed;
  private boolean onlyDoubles = true;

  private Elements(Quoting quoting) {
    this.quoting = quoting;
  }

  /** The form of a list, or null if its literal is no array of constants of one kind. */
  static @Nullable ParameterForm form(Object value, boolean cast, Quoting quoting) {
    if (value instanceof int[] numbers && numbers.length > 0) {
      return ListForm.of(Oid.INT4);
    }
    List<? extends @Nullable Object> list = Sequences.of(value);
    if (list == null) {
      return null;
    } else if (list.isEmpty()) {
      return LiteralForm.UNTYPED_LIST;
    }
    Elements elements = new Elements(quoting);
    return elements.addAll(list, 0) ? elements.form(cast) : null;
  }

  /* A cast is applied to each element of ARRAY[…] by itself, so of mixed ones it may make another
  thing than of their common type, and of strings what stands in them. */
  private @Nullable ParameterForm form(boolean cast) {
    if (type == 0) {
      return LiteralForm.UNTYPED_LIST;
    } else if (mixed && (cast || (type == Oid.FLOAT8 && !onlyDoubles))) {
      return null;
    }
    return cast && type == Oid.TEXT ? StringListForm.INSTANCE : ListForm.of(type);
  }

  private boolean addAll(List<? extends @Nullable Object> list, int depth) {
    int length = list.size();
    if (depth == MOST_DIMENSIONS || length == 0) {
      return false;
    } else if (lengths[depth] != 0 && lengths[depth] != length) {
      return false;
    }
    lengths[depth] = length;
    boolean onlyNulls = true;
    for (Object item : list) {
      List<? extends @Nullable Object> nested = Sequences.of(item);
      boolean isNull = item == null || (item instanceof Optional<?> given && given.isEmpty());
      boolean fits =
          nested == null || item == null
              ? isInnermost(depth) && (isNull || add(item))
              : dimensions != depth + 1 && OtherForms.isList(item) && addAll(nested, depth + 1);
      if (!fits) {
        return false;
      }
      onlyNulls &= isNull;
    }
    return depth == 0 || !onlyNulls; // a row of nothing but NULLs would be a string
  }

  /** Whether the lists at this depth are those of the elements; the first element says. */
  private boolean isInnermost(int depth) {
    if (dimensions == 0) {
      dimensions = depth + 1;
    }
    return dimensions == depth + 1;
  }

  private boolean add(@Nullable Object item) {
    int its = WholeForm.typeOf(item);
    if (its == 0) {
      ParameterForm form = ParameterForm.of(item, false, quoting);
      if (form == null || form.isNull()) {
        return false;
      }
      its = form.oid() == 0 ? Oid.TEXT : form.oid();
    }
    onlyDoubles &= item instanceof Double;
    if (type == 0) {
      type = its;
    } else if (type != its) {
      mixed = true;
      type = wider(type, its);
    }
    return type != 0;
  }

  /** The common type of numbers; 0 if one of them is of another kind. */
  private static int wider(int one, int other) {
    if (!isNumber(one) || !isNumber(other)) {
      return 0;
    } else if (one == Oid.FLOAT8 || other == Oid.FLOAT8) {
      return Oid.FLOAT8;
    } else if (one == Oid.NUMERIC || other == Oid.NUMERIC) {
      return Oid.NUMERIC;
    }
    return Oid.INT8;
  }

  private static boolean isNumber(int oid) {
    return oid == Oid.INT4 || oid == Oid.INT8 || oid == Oid.NUMERIC || oid == Oid.FLOAT8;
  }
}
