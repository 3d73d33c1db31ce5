// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.Arrays;

/**
 * A conversation with a {@link Peer} written down as bytes: what the server says, and what the peer
 * must say in between. One run of it is bound to one {@link Split}. Not for use by several threads.
 */
public final class Transcript<P extends Peer> {
  private static final int MARGIN = 3;
  private static final byte RUBBISH = (byte) 0xEE;

  private final P peer;
  private final Split split;
  private int step;
  private int offset;

  Transcript(P peer, Split split) {
    this.peer = peer;
    this.split = split;
  }

  /** The peer itself, for questions about its state. */
  public P peer() {
    return peer;
  }

  /** The server says these bytes; the peer gets them in the pieces that the split makes. */
  public Transcript<P> server(byte[]... parts) {
    step++;
    byte[] bytes = Bytes.concat(parts);
    for (int done = 0; done < bytes.length; ) {
      int length = split.piece(offset, bytes.length - done);
      feed(bytes, done, length);
      done += length;
      offset += length;
    }
    return this;
  }

  /**
   * What the peer has put out since the last look must be exactly these bytes. Without arguments:
   * it must have put out nothing.
   */
  public Transcript<P> client(byte[]... parts) {
    step++;
    byte[] wanted = Bytes.concat(parts);
    byte[] got = peer.drain();
    if (!Arrays.equals(wanted, got)) {
      throw new AssertionError(
          "step %d: the client's bytes are not as written, %s"
              .formatted(step, ByteDiff.of(wanted, got)));
    }
    return this;
  }

  /** How many steps have begun. */
  int steps() {
    return step;
  }

  /** How many of the server's bytes the peer has got. */
  int offset() {
    return offset;
  }

  /* The bytes lie in the middle of a buffer and are overwritten afterwards, so a peer that reads
   * from index 0, past its length, or later from a buffer it does not own, is found out. */
  private void feed(byte[] bytes, int from, int length) {
    byte[] buf = new byte[length + 2 * MARGIN];
    Arrays.fill(buf, RUBBISH);
    System.arraycopy(bytes, from, buf, MARGIN, length);
    peer.feed(buf, MARGIN, length);
    Arrays.fill(buf, RUBBISH);
  }
}
