// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.psycopg4j.errors.PsycopgException;

/** An object's bytes from its position on, read ahead: 30 KiB first, then 240 KiB at a time. */
final class LoInputStream extends InputStream implements Ahead {
  private static final byte[] NOTHING = {};

  private final OpenObject object;
  private byte[] buf = NOTHING;
  private int pos;
  private int end;

  LoInputStream(OpenObject object) {
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    require();
    return pos < end || fill() ? buf[pos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, into.length);
    require();
    if (len == 0) {
      return 0;
    }
    if (pos == end) {
      if (len >= Chunks.READ_SIZE) { // as good as the buffer
        int count = Streams.get(() -> readNow(into, off, len));
        return count == 0 ? -1 : count;
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(len, end - pos);
    System.arraycopy(buf, pos, into, off, count);
    pos += count;
    return count;
  }

  private int readNow(byte[] into, int off, int len) {
    object.aheadIs(this);
    return object.readNow(into, off, len);
  }

  /** Reads into the empty buffer; says whether there was something. */
  private boolean fill() throws IOException {
    int size = buf.length == 0 ? Chunks.READ_SIZE : CallPipeline.DEPTH * Chunks.READ_SIZE;
    if (buf.length < size) {
      buf = new byte[size];
    }
    pos = 0;
    end = 0;
    end = Streams.get(() -> readNow(buf, 0, buf.length));
    return end > 0;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    require();
    return Streams.get(object::readAll); // which settles this stream first
  }

  @Override
  public long transferTo(OutputStream to) throws IOException {
    Objects.requireNonNull(to);
    require();
    int here = end - pos;
    to.write(buf, pos, here);
    pos = end;
    try {
      object.aheadIs(this);
      return here + object.readNow(to);
    } catch (PsycopgException e) {
      throw Streams.failed(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    require();
    if (count <= end - pos) {
      pos += (int) Math.max(0, count);
      return Math.max(0, count);
    }
    return Streams.get(
        () -> {
          long from = object.tell();
          long to = Math.max(from, from + Math.min(count, object.size() - from));
          object.seekNow(to, Whence.START);
          return to - from;
        });
  }

  @Override
  public int available() throws IOException {
    require();
    return end - pos;
  }

  @Override
  public void settle() {
    int unread = end - pos;
    if (unread > 0) {
      object.seekNow(-unread, Whence.CURRENT);
    }
    pos = end; // not before: nothing may have been sent
  }

  @Override
  public void settleForGood() {
    pos = end;
  }

  private void require() throws IOException {
    Streams.requireOpen(object);
  }

  @Override
  public void close() throws IOException {
    Streams.close(object);
  }
}
