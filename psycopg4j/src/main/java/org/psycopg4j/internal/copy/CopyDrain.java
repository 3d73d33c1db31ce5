// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.CopyChunk;
import org.psycopg4j.internal.engine.CopyOutExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Turn;

/**
 * A COPY TO STDOUT under way: hands over its data chunk by chunk. Whoever has not had all of them
 * has to {@link #abandon} it. Belongs to one thread at a time.
 */
public final class CopyDrain {
  /* What is left of a result when its reader gives up: as much is read and dropped, so that the
  transaction goes on. More than that is cancelled on the server. */
  private static final long PATIENCE = 16 << 20;

  private final Dialogue dialogue;
  private final Turn turn;
  private final CopyOutExchange copy;
  private CopyChunk chunk = new CopyChunk();
  private boolean ended;

  public CopyDrain(Dialogue dialogue, Turn turn, CopyOutExchange copy) {
    this.dialogue = dialogue;
    this.turn = turn;
    this.copy = copy;
  }

  /** Sends the statement. */
  public void begin() {
    turn.send(copy);
  }

  /** The request itself, for what its answer says. */
  public CopyOutExchange copy() {
    return copy;
  }

  /**
   * The next chunk, which is valid until the next call unless it is kept; at the end, after which
   * {@link #hasEnded}, it may be empty.
   */
  public CopyChunk next() {
    CopyChunk empty = chunk.emptied();
    turn.await(copy);
    chunk =
        turn.step(
            () -> {
              ended = copy.isDone();
              return copy.take(empty);
            });
    return chunk;
  }

  /** Leaves the last chunk to whoever has it: it is not filled again. */
  public void keep() {
    chunk = new CopyChunk();
  }

  /** Whether there are no more chunks: what the COPY gave is to be asked for. */
  public boolean hasEnded() {
    return ended;
  }

  /** Raises the server's error, if there was one. */
  public void raise() {
    turn.raise(copy);
  }

  /**
   * Reads what is left and drops it; if that is much, asks the server to stop, which makes the
   * transaction fail.
   */
  public void abandon() {
    discard(PATIENCE);
    if (!isDone()) {
      try {
        dialogue.cancel();
      } catch (PsycopgException e) {
        // Then the rest has to be read, however long that takes.
      }
      discard(Long.MAX_VALUE);
    }
    ended = true;
  }

  private void discard(long patience) {
    turn.step(
        () -> {
          copy.discard(patience);
          return this;
        });
    turn.await(copy);
  }

  private boolean isDone() {
    return turn.step(copy::isDone);
  }
}
