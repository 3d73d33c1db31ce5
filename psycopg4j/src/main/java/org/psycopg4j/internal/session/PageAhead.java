// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.AnyCursor;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.types.Decoding;

/**
 * A FETCH that was sent before its rows are needed. Used by the holder of the connection's lock;
 * what has arrived belongs to the cursor.
 */
public final class PageAhead {
  private final AnyCursor cursor;
  private final QueryExchange fetch;
  private final int wanted;
  private @Nullable Decoding decoding;

  /** A page that a cursor wants. */
  public PageAhead(AnyCursor cursor, QueryExchange fetch, int wanted) {
    this.cursor = cursor;
    this.fetch = fetch;
    this.wanted = wanted;
  }

  /** The request itself. */
  public QueryExchange fetch() {
    return fetch;
  }

  /** How many rows it was to fetch. */
  public int wanted() {
    return wanted;
  }

  /** Takes note that the answer has come, and of how to read it. Its error names the cursor. */
  void arrived(Decoding as) {
    decoding = as;
    PsycopgException error = fetch.error();
    if (error != null) {
      error.raisedBy(cursor);
    }
  }

  /** How to read the answer, or null if it has not come yet. */
  @Nullable Decoding decoding() {
    return decoding;
  }
}
