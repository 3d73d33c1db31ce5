// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EverySplitTest {
  /** Answers each line with the same line: the right peer, and some wrong ones made from it. */
  private static class Echo implements Peer {
    final List<String> pieces = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public void feed(byte[] buf, int off, int len) {
      pieces.add(new String(buf, off, len, UTF_8));
      for (int i = off; i < off + len; i++) {
        line.write(buf[i]);
        if (buf[i] == '\n') {
          out.writeBytes(line.toByteArray());
          line.reset();
        }
      }
    }

    @Override
    public byte[] drain() {
      byte[] bytes = out.toByteArray();
      out.reset();
      return bytes;
    }
  }

  private static final byte[] ONE = Bytes.utf8("one\n");
  private static final byte[] TWO = Bytes.utf8("two\n");

  private static void conversation(Transcript<? extends Peer> t) {
    t.client();
    t.server(ONE).client(ONE);
    t.server(TWO, ONE).client(TWO, ONE).client();
  }

  @Test
  void runsWholeThenEachCutThenEachByte() {
    List<Echo> peers = new ArrayList<>();
    EverySplit.run(
        () -> {
          Echo peer = new Echo();
          peers.add(peer);
          return peer;
        },
        EverySplitTest::conversation);
    assertThat(peers).hasSize(1 + 11 + 1);
    assertThat(peers.get(0).pieces).containsExactly("one\n", "two\none\n");
    assertThat(peers.get(1).pieces).containsExactly("o", "ne\n", "two\none\n");
    assertThat(peers.get(6).pieces).containsExactly("one\n", "tw", "o\none\n");
    assertThat(peers.get(12).pieces).hasSize(12).allMatch(piece -> piece.length() == 1);
  }

  @Test
  void findsAPeerThatDependsOnTheCut() {
    // Loses a line whose end comes alone.
    class Forgetful extends Echo {
      @Override
      public void feed(byte[] buf, int off, int len) {
        if (len > 1 || buf[off] != '\n') {
          super.feed(buf, off, len);
        }
      }
    }
    assertThatThrownBy(() -> EverySplit.run(Forgetful::new, EverySplitTest::conversation))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("EverySplit.runOnly(Split.at(3), …)")
        .hasMessageContaining("step 3, after 4 bytes")
        .hasMessageContaining("wanted 4 bytes");
    assertThatThrownBy(
            () -> EverySplit.runOnly(Split.at(3), Forgetful::new, EverySplitTest::conversation))
        .hasMessageContaining("failed at Split.at(3)");
    assertThatCode(
            () -> EverySplit.runOnly(Split.at(4), Forgetful::new, EverySplitTest::conversation))
        .doesNotThrowAnyException();
  }

  @Test
  void findsAPeerThatKeepsTheBuffer() {
    class Keeper extends Echo {
      private byte[] kept = {};
      private int from;
      private int length;

      @Override
      public void feed(byte[] buf, int off, int len) {
        kept = buf;
        from = off;
        length = len;
      }

      @Override
      public byte[] drain() {
        super.feed(kept, from, length);
        return super.drain();
      }
    }
    assertThatThrownBy(() -> EverySplit.run(Keeper::new, t -> t.server(ONE).client(ONE)))
        .hasMessageContaining("failed at Split.whole()")
        .hasMessageContaining("got    0 bytes: nothing");
  }

  @Test
  void aDifferenceIsShownInHexAsciiAndMessageNames() {
    byte[] sent = Bytes.concat(ClientMessages.query("select 1"), ClientMessages.sync());
    Peer peer =
        new Peer() {
          @Override
          public void feed(byte[] buf, int off, int len) {}

          @Override
          public byte[] drain() {
            return sent;
          }
        };
    assertThatThrownBy(
            () -> EverySplit.run(() -> peer, t -> t.client(ClientMessages.query("select 2"))))
        .hasMessageContaining("first difference at byte 12")
        .hasMessageContaining("wanted 14 bytes: Query\n")
        .hasMessageContaining("got    19 bytes: Query, Sync\n")
        .hasMessageContaining(
            "000000  51 00 00 00 0d 73 65 6c 65 63 74 20 31 00 53 00  Q....select 1.S.");
  }

  @Test
  void anExceptionOfThePeerNamesTheSplitAndStaysTheCause() {
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                EverySplit.run(
                    Echo::new,
                    t -> {
                      t.server(ONE);
                      if (t.peer().pieces.size() == 2) {
                        throw broken;
                      }
                    }))
        .hasMessageContaining("failed at Split.at(1), step 1, after 4 bytes")
        .hasCause(broken);
  }

  @Test
  void aBodyThatSaysLessThanBeforeIsAFailure() {
    int[] runs = {0};
    assertThatThrownBy(
            () -> EverySplit.run(Echo::new, t -> t.server(runs[0]++ == 0 ? ONE : new byte[1])))
        .hasMessageContaining("was never reached");
  }
}
