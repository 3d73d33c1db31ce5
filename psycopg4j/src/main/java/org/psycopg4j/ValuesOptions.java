// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;

/**
 * How {@link Cursor#executeValues} writes and sends its rows.
 *
 * <pre>{@code
 * ValuesOptions.template("(%s, %s::jsonb, now())").pageSize(1000)
 * }</pre>
 *
 * <p>It never changes: each method makes another one.
 */
public final class ValuesOptions {
  static final int PAGE_SIZE = 100;

  private static final ValuesOptions DEFAULTS = new ValuesOptions(null, PAGE_SIZE, true);

  private final @Nullable Query template;
  private final int pageSize;
  private final boolean fetch;

  private ValuesOptions(@Nullable Query template, int pageSize, boolean fetch) {
    this.template = template;
    this.pageSize = pageSize;
    this.fetch = fetch;
  }

  /** The row's values in parentheses, 100 rows a page, and all rows that come back are kept. */
  public static ValuesOptions defaults() {
    return DEFAULTS;
  }

  /**
   * What a row becomes in the statement, such as {@code (%s, %s, now())} or {@code (%(id)s,
   * %(name)s)}. Without one it is the values in parentheses, as many as the first row has; a Map
   * needs one.
   */
  public static ValuesOptions template(String template) {
    return template(scope -> template);
  }

  /** As {@link #template(String)}, composed. */
  public static ValuesOptions template(Query template) {
    return new ValuesOptions(template, PAGE_SIZE, true);
  }

  /**
   * How many rows go into one statement ({@code page_size}), 100 unless it is set.
   *
   * @throws ParameterException if it is not positive
   */
  public ValuesOptions pageSize(int rows) {
    return new ValuesOptions(template, requirePositive(rows), fetch);
  }

  /**
   * Whether the rows that the statement returns are kept to be fetched: all of them, or none at
   * all. They are kept unless it is set otherwise, which {@code fetch=True} is in psycopg2.
   */
  public ValuesOptions fetch(boolean keep) {
    return new ValuesOptions(template, pageSize, keep);
  }

  /** What a row becomes; null for its values. */
  @Nullable Query template() {
    return template;
  }

  int pageSize() {
    return pageSize;
  }

  boolean fetch() {
    return fetch;
  }

  static int requirePositive(int pageSize) {
    if (pageSize < 1) {
      throw new ParameterException(
          ParameterException.Kind.INDEX,
          "list index out of range",
          "a page has at least one row, not " + pageSize);
    }
    return pageSize;
  }
}
