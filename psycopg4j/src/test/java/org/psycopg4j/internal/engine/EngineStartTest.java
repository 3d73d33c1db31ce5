// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.query;

import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

class EngineStartTest {

  @Test
  void aRequestThatCouldNotBeWrittenLeavesNothingBehind() {
    EnginePeer peer = EnginePeer.ready();
    Exchange broken =
        new Exchange() {
          @Override
          protected void send(SendBuffer out) {
            Frontend.sync(out);
            throw new OutOfMemoryError("in the middle of a message");
          }

          @Override
          protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {}
        };
    assertThatThrownBy(() -> peer.engine.start(broken)).isInstanceOf(OutOfMemoryError.class);
    assertThat(peer.engine.state()).isEqualTo(PollState.OK);
    peer.query("select 1");
    assertThat(peer.drain()).isEqualTo(query("select 1"));
  }
}
