// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL multirange: ranges of one type in their order. PostgreSQL 14 and later have it,
 * psycopg2 reads it as text.
 *
 * <p>The ranges are kept as given; the server sorts and joins them. As a parameter it has a type or
 * has none as its ranges do: see {@link Range}. Immutable if the bounds are, for any thread, and
 * serializable if they are.
 *
 * @param <T> the class of the ranges' bounds
 */
public final class Multirange<T> implements Iterable<Range<T>>, Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // if the bounds are
  private final List<Range<T>> ranges;

  @SuppressWarnings("serial") // those of List.of are
  private final List<String> typeName;

  private Multirange(List<Range<T>> ranges, List<String> typeName) {
    this.ranges = ranges;
    this.typeName = typeName;
  }

  /** The ranges in their order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied at once
  public static <T> Multirange<T> of(Range<T>... ranges) {
    return new Multirange<>(List.of(ranges), List.of());
  }

  /** The ranges of a collection in its order. */
  public static <T> Multirange<T> copyOf(Collection<Range<T>> ranges) {
    return new Multirange<>(List.copyOf(ranges), List.of());
  }

  /**
   * This multirange as one of that PostgreSQL type, for when it is a parameter: {@code
   * floatmultirange(floatrange(1.0, 2.0, '[)'))}. Ranges of dates, times and numbers need no name
   * of their own for it, others do.
   *
   * @param typeName the type's name as it is, without quotes
   */
  public Multirange<T> as(String typeName) {
    return new Multirange<>(ranges, List.of(typeName));
  }

  /** As {@link #as(String)}, with the schema of the type. */
  public Multirange<T> as(String schema, String typeName) {
    return new Multirange<>(ranges, List.of(schema, typeName));
  }

  /** The name that {@code as} gave, behind its schema if it has one; empty if there is none. */
  public List<String> typeName() {
    return typeName;
  }

  /** The ranges, in a list that cannot be changed. */
  public List<Range<T>> ranges() {
    return ranges;
  }

  /** Whether there is no range, or none but empty ones. */
  public boolean isEmpty() {
    return ranges.stream().allMatch(Range::isEmpty);
  }

  /**
   * Whether a value is in one of the ranges.
   *
   * @throws ClassCastException if the values cannot be compared
   */
  public boolean contains(T value) {
    return ranges.stream().anyMatch(range -> range.contains(value));
  }

  @Override
  public Iterator<Range<T>> iterator() {
    return ranges.iterator();
  }

  /** Whether the other has equal ranges in the same order, whatever its type is called. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Multirange<?> that && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  /** The ranges as they print themselves: {@code {[1, 5), [7, 8)}}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (Range<T> range : ranges) {
      text.add(range.toString());
    }
    return text.toString();
  }
}
