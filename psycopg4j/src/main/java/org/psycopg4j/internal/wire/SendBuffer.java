// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.psycopg4j.errors.OperationalException;

/**
 * The bytes that are to go to the server and have not gone yet.
 *
 * <p>{@link Frontend} writes messages to its end, the transport takes bytes off its front.
 */
public final class SendBuffer {
  private static final int INITIAL = 1 << 10;
  private static final int KEPT = 64 << 10;

  /* The JDK copies what it sends into a native buffer of the same size, which it keeps with the
  thread: a request of 100 MB would cost 100 MB twice, the second time for good. */
  private static final int MOST_AT_ONCE = 64 << 10;

  private byte[] buf = new byte[INITIAL];
  private ByteBuffer view = ByteBuffer.wrap(buf);
  private int sent;
  private int end;

  /** Whether everything written has been sent. */
  public boolean isEmpty() {
    return sent == end;
  }

  /** How many bytes are still to be sent. */
  public int size() {
    return end - sent;
  }

  /** The front of what is still to be sent; what the transport took of it is {@link #sent}. */
  public ByteBuffer pending() {
    view.limit(Math.min(end, sent + MOST_AT_ONCE)).position(sent);
    return view;
  }

  /** Takes note of {@code count} bytes that were sent from the front. */
  public void sent(int count) {
    sent += count;
    if (sent == end) {
      sent = 0;
      end = 0;
      if (buf.length > KEPT) {
        buf = new byte[INITIAL];
        view = ByteBuffer.wrap(buf);
      }
    }
  }

  /** Drops what has not been sent. */
  public void clear() {
    sent = 0;
    end = 0;
  }

  /** A mark at the end, for {@link #truncate}. */
  public int mark() {
    return end;
  }

  /** Drops what was written since the mark, of which nothing may have been sent. */
  public void truncate(int mark) {
    end = mark;
  }

  int position() {
    return end;
  }

  void putByte(int value) {
    ensure(1);
    buf[end++] = (byte) value;
  }

  void putInt16(int value) {
    ensure(2);
    buf[end++] = (byte) (value >> 8);
    buf[end++] = (byte) value;
  }

  void putInt32(int value) {
    ensure(4);
    setInt32(end, value);
    end += 4;
  }

  void setInt32(int at, int value) {
    buf[at] = (byte) (value >> 24);
    buf[at + 1] = (byte) (value >> 16);
    buf[at + 2] = (byte) (value >> 8);
    buf[at + 3] = (byte) value;
  }

  void putBytes(byte[] src, int off, int len) {
    ensure(len);
    System.arraycopy(src, off, buf, end, len);
    end += len;
  }

  /** Makes room for so many bytes at once, and no more than that if they are many. */
  void reserve(long more) {
    long wanted = end + more;
    if (wanted > buf.length) {
      if (wanted > Integer.MAX_VALUE - 8) {
        throw new OperationalException("the request has more than 2 GiB");
      }
      buf = Arrays.copyOf(buf, (int) Math.max(wanted, Math.min(buf.length * 2L, KEPT)));
      view = ByteBuffer.wrap(buf);
    }
  }

  private void ensure(int more) {
    reserve(end + more <= buf.length ? more : Math.max(more, end / 2));
  }
}
