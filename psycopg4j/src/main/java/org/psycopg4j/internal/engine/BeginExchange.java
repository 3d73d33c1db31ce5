// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * BEGIN and the first statement of the transaction, in one write.
 *
 * <p>A BEGIN can fail: whoever cancels what the session is doing may hit just it, and a standby
 * refuses to begin what it can't do. The statement must not be executed then, for it would be
 * outside of the transaction and commit by itself. So BEGIN goes by the extended query protocol and
 * without a Sync: after an error in it the server skips what follows until the Sync that is sent
 * only then (manual: "Extended Query").
 */
public final class BeginExchange extends Exchange {
  private final String beginSql;
  private final Exchange query;
  private boolean begun;
  private boolean failed;

  /**
   * BEGIN, and then this request, which is done when this exchange is.
   *
   * @param beginSql the statement, in ASCII: {@code BEGIN} with or without options
   */
  public BeginExchange(String beginSql, Exchange query) {
    this.beginSql = beginSql;
    this.query = query;
  }

  /** Whether the transaction was begun. */
  public boolean hasBegun() {
    return begun;
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.parse(out, beginSql);
    Frontend.bind(out);
    Frontend.execute(out);
    query.sendAfterBegin(out);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (begun) {
      query.onMessage(tag, buf, off, len, out);
      return;
    }
    switch (tag) {
      case Backend.PARSE_COMPLETE, Backend.BIND_COMPLETE -> {}
      case Backend.COMMAND_COMPLETE -> begun = true;
      default -> throw unexpected(tag, "beginning a transaction");
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    if (begun) {
      query.onError(diagnostics, out);
    } else if (!failed) {
      failed = true;
      failWith(ServerError.of(diagnostics, null));
      Frontend.sync(out);
    }
  }

  @Override
  protected boolean loses() {
    return failed;
  }

  @Override
  protected boolean goesOn(SendBuffer out) {
    return begun && query.goesOn(out);
  }

  @Override
  protected byte @Nullable [] text() {
    return begun ? query.text() : null;
  }

  @Override
  protected void onReady() {
    if (failed) {
      query.abandon(error());
    } else if (!begun) {
      throw unexpected(Backend.READY_FOR_QUERY, "beginning a transaction");
    } else {
      query.complete();
    }
  }

  @Override
  public boolean isFull() {
    return query.isFull();
  }

  @Override
  protected void release() {
    query.release();
  }

  @Override
  protected void onAbandoned() {
    query.abandon(error());
  }
}
