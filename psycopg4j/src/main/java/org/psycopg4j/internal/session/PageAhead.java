// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.types.Decoding;

/**
 * A FETCH that was sent before its rows are needed. Used by the holder of the connection's lock;
 * what has arrived belongs to the cursor.
 */
public final class PageAhead {
  private final QueryExchange fetch;
  private final int wanted;
  private @Nullable Decoding decoding;

  PageAhead(QueryExchange fetch, int wanted) {
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

  /** Takes note that the answer has come, and of how to read it. */
  void arrived(Decoding as) {
    decoding = as;
  }

  /** How to read the answer, or null if it has not come yet. */
  @Nullable Decoding decoding() {
    return decoding;
  }
}
