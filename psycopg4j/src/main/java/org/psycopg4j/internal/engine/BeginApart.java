// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * BEGIN by a simple query, as psycopg2 sends it, and the first statement when that was answered: a
 * round trip more, for poolers and servers that are not up to {@link BeginTogether}. Nothing may be
 * sent behind it until the statement was.
 */
public final class BeginApart extends BeginExchange {

  /**
   * BEGIN, and then this request, which is done when this exchange is.
   *
   * @param beginSql the statement, in ASCII: {@code BEGIN} with or without options
   */
  public BeginApart(String beginSql, Exchange query) {
    super(beginSql, query);
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.query(out, beginSql());
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (hasBegun()) {
      query().onMessage(tag, buf, off, len, out);
    } else if (tag != Backend.COMMAND_COMPLETE) {
      throw unexpected(tag, DURING);
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    if (hasBegun()) {
      query().onError(diagnostics, out);
    } else {
      failWith(ServerError.of(diagnostics, null));
    }
  }

  @Override
  protected boolean goesOn(SendBuffer out) {
    if (hasBegun()) {
      return query().goesOn(out);
    } else if (error() != null) {
      return false;
    }
    begun();
    int mark = out.mark();
    try {
      query().sendAfterBegin(out);
      return true;
    } catch (PsycopgException e) { // it can't be written
      out.truncate(mark);
      query().failWith(e);
      return false;
    }
  }
}
