// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.psycopg4j.errors.PsycopgException;

/** Writes into an object from its position on, 248 KiB at a time, or when it is flushed. */
final class LoOutputStream extends OutputStream implements Ahead {
  private static final int FIRST = 8 << 10;
  private static final int MOST = 4 * Chunks.WRITE_SIZE;

  private final OpenObject object;
  private byte[] buf = new byte[FIRST];
  private int end;

  LoOutputStream(OpenObject object) {
    this.object = object;
  }

  @Override
  public void write(int b) throws IOException {
    Streams.requireOpen(object);
    try {
      object.aheadIs(this);
      makeRoom(1);
      buf[end++] = (byte) b;
      if (end == MOST) {
        settle();
      }
    } catch (PsycopgException e) {
      throw Streams.failed(e);
    }
  }

  @Override
  public void write(byte[] data, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, data.length);
    Streams.requireOpen(object);
    try {
      object.aheadIs(this);
      if (len >= MOST) {
        settle();
        object.writeNow(data, off, len);
      } else {
        put(data, off, len);
      }
    } catch (PsycopgException e) {
      throw Streams.failed(e);
    }
  }

  /** Puts less than a full buffer into the buffer, which is written out whenever it is full. */
  private void put(byte[] data, int off, int len) {
    makeRoom(len);
    int fits = Math.min(len, buf.length - end);
    System.arraycopy(data, off, buf, end, fits);
    end += fits;
    if (end == MOST) {
      settle();
    }
    System.arraycopy(data, off + fits, buf, end, len - fits);
    end += len - fits;
  }

  private void makeRoom(int len) {
    if (end == MOST) { // it could not be written the last time
      settle();
    }
    if (buf.length < MOST && end + len > buf.length) {
      buf = Arrays.copyOf(buf, MOST);
    }
  }

  @Override
  public void flush() throws IOException {
    if (end > 0) {
      Streams.requireOpen(object);
      try {
        settle();
      } catch (PsycopgException e) {
        throw Streams.failed(e);
      }
    }
  }

  @Override
  public void settle() {
    int count = end;
    end = 0;
    if (count > 0) {
      try {
        object.writeNow(buf, 0, count);
      } catch (PsycopgException e) {
        if (e.pgcode() == null) { // it was interrupted before anything was sent, say
          end = count;
        }
        throw e;
      }
    }
  }

  @Override
  public void settleForGood() {
    settle();
  }

  @Override
  public void close() throws IOException {
    Streams.close(object);
  }
}
