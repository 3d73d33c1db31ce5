// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.SendBuffer;
import org.psycopg4j.testkit.Column;

class OutOfMemoryTest {

  /** An exchange whose next message needs more memory than there is. */
  private static final class Greedy extends Exchange {
    boolean released;

    @Override
    protected void send(SendBuffer out) {}

    @Override
    protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
      throw new OutOfMemoryError("no room for the message");
    }

    @Override
    protected void release() {
      released = true;
    }
  }

  @Test
  void theMemoryIsGivenBackAndTheConnectionSaysThatItIsClosed() {
    EnginePeer peer = EnginePeer.ready();
    Greedy greedy = new Greedy();
    peer.engine.start(greedy);
    byte[] row = dataRow("x".repeat(1 << 20));
    peer.feed(row, 0, row.length);
    assertThat(greedy.released).isTrue();
    assertThat(greedy.error()).isInstanceOf(OperationalException.class);
    assertThat(greedy.error())
        .hasMessageContaining("out of memory")
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(peer.engine.failure()).isSameAs(greedy.error());
    assertThat(peer.engine.in().array()).isEmpty();
  }

  @Test
  void aResultThatWillNeverBeCompleteKeepsNoRows() {
    EnginePeer peer = EnginePeer.ready();
    QueryExchange query = peer.query("x");
    byte[] answer = rowDescription(Column.of("n", 23));
    peer.feed(answer, 0, answer.length);
    peer.engine.endOfStream();
    assertThat(query.rows()).isNull();
  }
}
