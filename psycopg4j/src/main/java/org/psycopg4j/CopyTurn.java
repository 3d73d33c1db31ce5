// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.Charset;
import org.psycopg4j.internal.copy.CopyDrain;
import org.psycopg4j.internal.copy.CopyFeed;
import org.psycopg4j.internal.engine.CopyInExchange;
import org.psycopg4j.internal.engine.CopyOutExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Turn;

/**
 * A cursor's turn on its connection for one COPY. Whoever took it closes it.
 *
 * @param sql the statement in the client's encoding
 * @param registered how values travelled when it was taken
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CopyTurn(Dialogue dialogue, Turn turn, byte[] sql, Types registered)
    implements AutoCloseable {

  /** The client's encoding, which stays while the turn lasts. */
  Charset charset() {
    return dialogue.dialect().quoting().charset();
  }

  CopyFeed feed() {
    return new CopyFeed(turn, new CopyInExchange(sql, dialogue.parameters()), charset());
  }

  CopyDrain drain() {
    return new CopyDrain(dialogue, turn, new CopyOutExchange(sql, dialogue.parameters()));
  }

  @Override
  public void close() {
    turn.close();
  }
}
