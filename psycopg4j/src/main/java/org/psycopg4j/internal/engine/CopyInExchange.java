// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * COPY FROM STDIN: sends CopyData until its user calls {@link #finish} or {@link #fail}.
 *
 * <p>It is full once when the server has begun to ask for data, so that whoever waits for that gets
 * the word; {@link #accept} goes on. The server may end the COPY at any time by an error: nothing
 * is sent any more then (manual: "COPY Operations"). Of several COPYs in one text only the first
 * gets data.
 */
public final class CopyInExchange extends CopyExchange {
  private @Nullable SendBuffer out; // while the server takes data
  private boolean announced;

  /** A request with these statements, in the client's encoding. */
  public CopyInExchange(byte[] sql, SessionParameters parameters) {
    super(new QueryExchange(sql, parameters));
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer to) {
    switch (tag) {
      case Backend.COPY_IN_RESPONSE -> copyIn(buf, off, len, to);
      case Backend.COPY_OUT_RESPONSE ->
          query()
              .failWith(
                  new ProgrammingException("can't execute COPY TO: it needs a sink, not a source"));
      default -> super.onMessage(tag, buf, off, len, to);
    }
  }

  private void copyIn(byte[] buf, int off, int len, SendBuffer to) {
    if (hasBegun()) {
      Frontend.copyFail(to, "a second COPY FROM STDIN in one text has no source of data");
      query()
          .failWith(
              new ProgrammingException("can't execute two COPY FROM in one text: one source"));
      return;
    }
    begin(buf, off, len);
    out = to;
    announced = true;
  }

  @Override
  public boolean isFull() {
    return announced;
  }

  /** Takes note that the server asks for data; false if it does not. */
  public boolean accept() {
    announced = false;
    return takesData();
  }

  /** Whether the server still takes data. */
  public boolean takesData() {
    return out != null;
  }

  /** Sends a piece of data; nothing if the server takes none any more. */
  public void data(byte[] buf, int off, int len) {
    if (out != null && len > 0) {
      Frontend.copyData(out, buf, off, len);
    }
  }

  /** Ends the data. */
  public void finish() {
    if (out != null) {
      Frontend.copyDone(out);
      out = null;
    }
  }

  /** Makes the COPY fail for a reason, which is ASCII. */
  public void fail(String reason) {
    if (out != null) {
      Frontend.copyFail(out, reason);
      out = null;
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer to) {
    out = null;
    announced = false;
    super.onError(diagnostics, to);
  }

  @Override
  protected void onAbandoned() {
    out = null;
    announced = false;
    super.onAbandoned();
  }
}
