// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * BEGIN and the first statement of the transaction, which is not executed if BEGIN fails: it would
 * be outside of the transaction and commit by itself. And a BEGIN can fail: whoever cancels what
 * the session is doing may hit just it, and a standby refuses to begin what it can't do.
 */
public abstract class BeginExchange extends Exchange {
  /* What the server sends in between, if anything, is a pooler's doing. */
  static final String DURING =
      "beginning a transaction (behind Pgpool-II, set ConnectOptions.beginApart)";

  private final String beginSql;
  private final Exchange query;
  private boolean begun;

  /**
   * BEGIN, and then this request, which is done when this exchange is.
   *
   * @param beginSql the statement, in ASCII: {@code BEGIN} with or without options
   */
  BeginExchange(String beginSql, Exchange query) {
    this.beginSql = beginSql;
    this.query = query;
  }

  final String beginSql() {
    return beginSql;
  }

  final Exchange query() {
    return query;
  }

  /** Whether the transaction was begun. */
  public final boolean hasBegun() {
    return begun;
  }

  final void begun() {
    begun = true;
  }

  @Override
  protected final byte @Nullable [] text() {
    return begun ? query.text() : null;
  }

  @Override
  public final boolean isFull() {
    return query.isFull();
  }

  @Override
  protected final void release() {
    query.release();
  }

  @Override
  protected final void onReady() {
    if (begun) {
      query.complete();
    } else {
      query.abandon(error());
    }
  }

  @Override
  protected final void onAbandoned() {
    query.abandon(error());
  }
}
