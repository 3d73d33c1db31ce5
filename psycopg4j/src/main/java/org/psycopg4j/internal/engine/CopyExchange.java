// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * Statements one of which may be a COPY (manual: "COPY Operations"). What the others among them
 * give is the {@link #query} that it is around.
 */
public abstract sealed class CopyExchange extends Exchange permits CopyInExchange, CopyOutExchange {
  private final QueryExchange query;
  private int @Nullable [] formats;

  CopyExchange(QueryExchange query) {
    this.query = query;
  }

  /** What the statements gave, but for the data of a COPY. */
  public final QueryExchange query() {
    return query;
  }

  /** Whether a COPY in this direction was begun. */
  public final boolean hasBegun() {
    return formats != null;
  }

  /** The number of columns of the COPY; -1 before it was begun. */
  public final int columns() {
    return formats == null ? -1 : formats.length;
  }

  /** Takes note of the server's answer to a COPY: an overall format and one for each column. */
  final void begin(byte[] buf, int off, int len) {
    MessageReader in = new MessageReader(buf, off, len);
    in.int8();
    int count = in.int16();
    if (count < 0 || count > in.remaining() / 2) {
      throw new MalformedMessageException("a COPY of " + count + " columns");
    }
    int[] announced = new int[count];
    for (int i = 0; i < count; i++) {
      announced[i] = in.int16();
    }
    formats = announced;
  }

  @Override
  protected void send(SendBuffer out) {
    query.send(out);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    query.onMessage(tag, buf, off, len, out);
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    query.onError(diagnostics, out);
  }

  @Override
  protected void onReady() {
    query.complete();
    takeError();
  }

  @Override
  protected void onAbandoned() {
    query.abandon(error());
    takeError();
  }

  @Override
  protected void release() {
    query.release();
  }

  private void takeError() {
    if (query.error() != null) {
      failWith(query.error());
    }
  }
}
