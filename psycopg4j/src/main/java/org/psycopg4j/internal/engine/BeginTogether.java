// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * BEGIN and the first statement in one write. BEGIN goes by the extended query protocol and without
 * a Sync: after an error in it the server skips what follows until the Sync that is sent only then
 * (manual: "Extended Query").
 */
public final class BeginTogether extends BeginExchange {
  private boolean failed;

  /**
   * BEGIN, and then this request, which is done when this exchange is.
   *
   * @param beginSql the statement, in ASCII: {@code BEGIN} with or without options
   */
  public BeginTogether(String beginSql, Exchange query) {
    super(beginSql, query);
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.parse(out, beginSql());
    Frontend.bind(out);
    Frontend.execute(out);
    query().sendAfterBegin(out);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (hasBegun()) {
      query().onMessage(tag, buf, off, len, out);
      return;
    }
    switch (tag) {
      case Backend.PARSE_COMPLETE, Backend.BIND_COMPLETE -> {}
      case Backend.COMMAND_COMPLETE -> begun();
      default -> throw unexpected(tag, DURING);
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    if (hasBegun()) {
      query().onError(diagnostics, out);
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
    if (!hasBegun() && !failed) {
      throw unexpected(Backend.READY_FOR_QUERY, DURING);
    }
    return hasBegun() && query().goesOn(out);
  }
}
