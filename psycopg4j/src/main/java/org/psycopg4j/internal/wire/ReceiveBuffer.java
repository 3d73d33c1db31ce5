// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes that have come from the server and are not parsed yet.
 *
 * <p>They lie in {@link #array()} from {@link #start()} to {@link #end()}. The transport fills
 * {@link #space()}, the engine takes whole messages off the front.
 */
public final class ReceiveBuffer {
  /* Sizes. An idle connection should cost little, so the buffer starts small; a read that fills it
  makes it grow to STREAM, where a read brings enough rows to hide its system call. A longer
  message makes it grow further, but only as its bytes arrive: a length field alone never
  allocates. */
  private static final int INITIAL = 8 << 10;
  private static final int STREAM = 64 << 10;
  private static final int MOST_AT_ONCE = 256 << 10; // as in SendBuffer

  private static final byte[] NOTHING = {};

  private byte[] buf = new byte[INITIAL];
  private ByteBuffer view = ByteBuffer.wrap(buf);
  private int start;
  private int end;

  public byte[] array() {
    return buf;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /**
   * Room for the next read, never empty: position and limit bound it. What is written there counts
   * once {@link #received} says so.
   */
  public ByteBuffer space() {
    if (end == buf.length) {
      makeRoom();
    }
    view.limit(Math.min(buf.length, end + MOST_AT_ONCE)).position(end);
    return view;
  }

  private void makeRoom() {
    int unread = end - start;
    if (unread > buf.length / 2) {
      resize((int) Math.min(Math.max(STREAM, buf.length * 2L), Integer.MAX_VALUE - 8));
    } else {
      System.arraycopy(buf, start, buf, 0, unread);
      start = 0;
      end = unread;
    }
  }

  /** Takes note of {@code count} bytes that were read into {@link #space()}. */
  public void received(int count) {
    end += count;
    if (end == buf.length && buf.length < STREAM) {
      resize(STREAM); // the server has more to say than fits: it is streaming
    }
  }

  /** Drops everything before {@code position}, which has been parsed. */
  public void consumedTo(int position) {
    start = position;
    if (start == end) {
      start = 0;
      end = 0;
      if (buf.length > STREAM) {
        resize(STREAM); // a long message has gone by: give its memory back
      }
    }
  }

  /** Drops everything and gives the memory back: nothing more will be read. */
  public void release() {
    start = 0;
    end = 0;
    buf = NOTHING;
    view = ByteBuffer.wrap(buf);
  }

  private void resize(int capacity) {
    byte[] unread = Arrays.copyOfRange(buf, start, start + capacity);
    end -= start;
    start = 0;
    buf = unread;
    view = ByteBuffer.wrap(buf);
  }
}
