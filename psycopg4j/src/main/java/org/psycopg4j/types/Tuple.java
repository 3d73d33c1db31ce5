// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Values in parentheses: what a Python tuple is to psycopg2.
 *
 * <pre>{@code
 * cur.execute("select * from t where id in %s", Tuple.of(1, 2, 3)); // ... in (1, 2, 3)
 * }</pre>
 *
 * <p>It serves {@code IN %s}, {@code VALUES %s} and row constructors; a List is an ARRAY instead.
 * An empty tuple is written {@code (NULL)}, so that {@code IN %s} stays valid and matches nothing;
 * {@code NOT IN %s} then matches nothing as well, as it does with any NULL in SQL.
 */
public final class Tuple implements Iterable<@Nullable Object>, Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // if the values are
  private final List<@Nullable Object> values;

  private Tuple(List<@Nullable Object> values) {
    this.values = Collections.unmodifiableList(values);
  }

  /** The values in their order; null is NULL. */
  public static Tuple of(@Nullable Object... values) {
    return new Tuple(new ArrayList<>(Arrays.asList(values)));
  }

  /** The values of a collection in its order. */
  public static Tuple copyOf(Collection<? extends @Nullable Object> values) {
    return new Tuple(new ArrayList<>(values));
  }

  public int size() {
    return values.size();
  }

  /** The value at an index that counts from 0. */
  public @Nullable Object get(int index) {
    return values.get(index);
  }

  /** The values as a list that cannot be changed. */
  public List<@Nullable Object> asList() {
    return values;
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return values.iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    for (Object value : values) {
      text.add(String.valueOf(value));
    }
    return text.toString();
  }
}
