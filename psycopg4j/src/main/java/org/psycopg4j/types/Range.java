// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.io.Serializable;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * A PostgreSQL range: all values between two bounds, or none ({@code psycopg2.extras.Range}).
 *
 * <pre>{@code
 * Range.of(1, 5)                        // [1, 5)
 * Range.of(LocalDate.EPOCH, null)       // from 1970 on
 * Range.of(0.5, 1.5, "(]").as("floatrange")
 * }</pre>
 *
 * <p>As a parameter a range of numbers has no type of its own ({@code '[1,5)'}), so that it fits
 * int4range, int8range and numrange; one of dates or times says its type ({@code daterange(…)}).
 * Ranges of other values need a type's name: {@link #as(String)}. A range that was read from a type
 * that was registered has that type's name.
 *
 * <p>A bound that is null is missing: the range has no end there. {@code LocalDate.MAX} and its
 * like are bounds, PostgreSQL's {@code infinity}. Immutable if the bounds are, for any thread, and
 * serializable if they are.
 *
 * @param <T> the bounds' class, such as Integer, BigDecimal or LocalDate
 */
public final class Range<T> implements Comparable<Range<T>>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Set<String> FLAGS = Set.of("[)", "(]", "[]", "()");

  @SuppressWarnings("serial") // if the bounds are
  private final @Nullable T lower;

  @SuppressWarnings("serial")
  private final @Nullable T upper;

  private final @Nullable String bounds; // null if empty

  @SuppressWarnings("serial") // those of List.of are
  private final List<String> typeName;

  private Range(
      @Nullable T lower, @Nullable T upper, @Nullable String bounds, List<String> typeName) {
    this.lower = lower;
    this.upper = upper;
    this.bounds = bounds;
    this.typeName = typeName;
  }

  /** The range with its lower bound and without its upper one: {@code [)}. Null is no bound. */
  public static <T> Range<T> of(@Nullable T lower, @Nullable T upper) {
    return new Range<>(lower, upper, "[)", List.of());
  }

  /**
   * The range whose bounds belong to it, a bracket, or do not, a parenthesis.
   *
   * @param lower null is no bound
   * @param upper null is no bound
   * @param bounds {@code [)}, {@code (]}, {@code []} or {@code ()}
   * @throws ParameterException if the flags are none of these
   */
  public static <T> Range<T> of(@Nullable T lower, @Nullable T upper, String bounds) {
    if (!FLAGS.contains(bounds)) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "bound flags not valid: '%s'".formatted(bounds));
    }
    return new Range<>(lower, upper, bounds, List.of());
  }

  /** The range that has no value in it. */
  public static <T> Range<T> empty() {
    return new Range<>(null, null, null, List.of());
  }

  /**
   * This range as one of that PostgreSQL type, for when it is a parameter: {@code floatrange(1.0,
   * 2.0, '[)')}.
   *
   * @param typeName the type's name as it is, without quotes
   */
  public Range<T> as(String typeName) {
    return new Range<>(lower, upper, bounds, List.of(typeName));
  }

  /** As {@link #as(String)}, with the schema of the type. */
  public Range<T> as(String schema, String typeName) {
    return new Range<>(lower, upper, bounds, List.of(schema, typeName));
  }

  /** The name that {@code as} gave, behind its schema if it has one; empty if there is none. */
  public List<String> typeName() {
    return typeName;
  }

  /** The lower bound; null if there is none. */
  public @Nullable T lower() {
    return lower;
  }

  /** The upper bound; null if there is none. */
  public @Nullable T upper() {
    return upper;
  }

  /** The flags as given to {@link #of(Object, Object, String)}; null if the range is empty. */
  public @Nullable String bounds() {
    return bounds;
  }

  /** Whether no value is in the range ({@code isempty}). */
  public boolean isEmpty() {
    return bounds == null;
  }

  /** Whether the range has no lower bound. An empty range is not said to. */
  public boolean lowerInf() {
    return bounds != null && lower == null;
  }

  /** Whether the range has no upper bound. An empty range is not said to. */
  public boolean upperInf() {
    return bounds != null && upper == null;
  }

  /** Whether the lower bound belongs to the range; false if there is none. */
  public boolean lowerInc() {
    return bounds != null && lower != null && bounds.charAt(0) == '[';
  }

  /** Whether the upper bound belongs to the range; false if there is none. */
  public boolean upperInc() {
    return bounds != null && upper != null && bounds.charAt(1) == ']';
  }

  /**
   * Whether a value is in the range: Python's {@code in}. Times with an offset or a zone are
   * compared as points in time.
   *
   * @throws ClassCastException if the values cannot be compared
   */
  public boolean contains(T value) {
    Objects.requireNonNull(value);
    if (bounds == null) {
      return false;
    }
    int fromLower = lower == null ? 1 : order(value, lower);
    int toUpper = upper == null ? 1 : order(upper, value);
    return (fromLower > 0 || (fromLower == 0 && bounds.charAt(0) == '['))
        && (toUpper > 0 || (toUpper == 0 && bounds.charAt(1) == ']'));
  }

  private static int order(Object a, Object b) {
    if (a instanceof OffsetDateTime time && b instanceof OffsetDateTime other) {
      return time.toInstant().compareTo(other.toInstant());
    }
    if (a instanceof ZonedDateTime time && b instanceof ZonedDateTime other) {
      return time.toInstant().compareTo(other.toInstant());
    }
    @SuppressWarnings("unchecked") // the exception is what the caller is promised
    Comparable<Object> comparable = (Comparable<Object>) a;
    return comparable.compareTo(b);
  }

  /**
   * An order for sorting, the same as psycopg2's and not PostgreSQL's: by the lower bound, the
   * upper one, then the flags; what is missing comes first.
   *
   * @throws ClassCastException if the bounds cannot be compared
   */
  @Override
  public int compareTo(Range<T> other) {
    int byLower = nullFirst(lower, other.lower);
    int byUpper = byLower != 0 ? byLower : nullFirst(upper, other.upper);
    return byUpper != 0 ? byUpper : nullFirst(bounds, other.bounds);
  }

  private static int nullFirst(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    @SuppressWarnings("unchecked") // the exception is what the caller is promised
    Comparable<Object> comparable = (Comparable<Object>) a;
    return comparable.compareTo(b);
  }

  /** Whether the other is a range of equal bounds and flags, whatever its type is called. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Range<?> that
        && Objects.equals(lower, that.lower)
        && Objects.equals(upper, that.upper)
        && Objects.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lower, upper, bounds);
  }

  /** As psycopg2 prints a range: {@code [1, 5)}, {@code empty}. */
  @Override
  public String toString() {
    return bounds == null
        ? "empty"
        : bounds.charAt(0) + String.valueOf(lower) + ", " + upper + bounds.charAt(1);
  }
}
