// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {

  @Test
  void bytesStayInOrderWhateverIsReadAndConsumed() {
    ReceiveBuffer buffer = new ReceiveBuffer();
    Random random = new Random(3);
    byte written = 0;
    byte read = 0;
    for (int round = 0; round < 20_000; round++) {
      ByteBuffer space = buffer.space();
      assertThat(space.hasRemaining()).isTrue();
      int count = 1 + random.nextInt(Math.min(space.remaining(), 5000));
      for (int i = 0; i < count; i++) {
        space.put(written++);
      }
      buffer.received(count);
      int unread = buffer.end() - buffer.start();
      int consumed = random.nextInt(4) == 0 ? unread : random.nextInt(unread + 1);
      for (int i = 0; i < consumed; i++) {
        assertThat(buffer.array()[buffer.start() + i]).isEqualTo(read++);
      }
      buffer.consumedTo(buffer.start() + consumed);
    }
  }

  @Test
  void aReadThatFillsItMakesItGrowToTheStreamingSize() {
    ReceiveBuffer buffer = new ReceiveBuffer();
    int small = buffer.space().remaining();
    fill(buffer);
    assertThat(small).isEqualTo(8 << 10);
    assertThat(buffer.array()).hasSize(64 << 10);
  }

  @Test
  void unreadBytesMakeItGrowAndItShrinksWhenTheyAreGone() {
    ReceiveBuffer buffer = new ReceiveBuffer();
    for (int i = 0; i < 20; i++) {
      fill(buffer);
    }
    assertThat(buffer.array().length).isGreaterThan(1 << 20);
    buffer.consumedTo(buffer.end());
    assertThat(buffer.array()).hasSize(64 << 10);
  }

  private static void fill(ReceiveBuffer buffer) {
    int room = buffer.space().remaining();
    buffer.received(room);
  }
}
