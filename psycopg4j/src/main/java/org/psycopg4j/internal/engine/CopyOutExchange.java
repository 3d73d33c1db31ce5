// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * COPY TO STDOUT: collects what the server sends in a chunk, and is full when that is, until its
 * user takes it.
 *
 * <p>The data of several COPYs in one text come one after another. A message of the server's, which
 * is a row, is never divided among chunks.
 */
public final class CopyOutExchange extends CopyExchange {
  private static final int FULL = 64 << 10;

  private CopyChunk chunk = new CopyChunk();
  private boolean discarding;
  private long discarded;
  private long patience;

  /** A request with these statements, in the client's encoding. */
  public CopyOutExchange(byte[] sql, SessionParameters parameters) {
    super(new QueryExchange(sql, parameters));
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    switch (tag) {
      case Backend.COPY_OUT_RESPONSE -> begin(buf, off, len);
      case Backend.COPY_DATA -> data(buf, off, len);
      case Backend.COPY_IN_RESPONSE -> {
        Frontend.copyFail(out, "COPY FROM STDIN needs a source of data");
        query()
            .failWith(
                new ProgrammingException("can't execute COPY FROM: it needs a source, not a sink"));
      }
      default -> super.onMessage(tag, buf, off, len, out);
    }
  }

  private void data(byte[] buf, int off, int len) {
    if (!hasBegun()) {
      throw unexpected(Backend.COPY_DATA, "no COPY was announced");
    }
    if (discarding) {
      discarded += len;
    } else {
      chunk.add(buf, off, len);
    }
  }

  @Override
  public boolean isFull() {
    return discarding ? discarded > patience : chunk.size() >= FULL;
  }

  /** Hands over what is here and takes another chunk, which is empty, for what comes. */
  public CopyChunk take(CopyChunk empty) {
    CopyChunk taken = chunk;
    chunk = empty;
    return taken;
  }

  /**
   * Drops what is here and what comes. It is full again, once, when more than so many bytes were
   * dropped.
   */
  public void discard(long patienceBytes) {
    discarding = true;
    discarded = 0;
    patience = patienceBytes;
    chunk = new CopyChunk();
  }

  @Override
  protected void release() {
    chunk = new CopyChunk();
    super.release();
  }
}
