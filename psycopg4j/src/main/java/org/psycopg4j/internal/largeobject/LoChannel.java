// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;

/** An object's bytes as a channel without a buffer of its own. */
final class LoChannel implements SeekableByteChannel {
  private final OpenObject object;

  LoChannel(OpenObject object) {
    this.object = object;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    require();
    int room = into.remaining();
    if (room == 0) {
      return 0;
    }
    int count;
    if (into.hasArray()) {
      count =
          Streams.get(() -> object.read(into.array(), into.arrayOffset() + into.position(), room));
      into.position(into.position() + count);
    } else {
      byte[] bytes = Streams.get(() -> object.read(room));
      into.put(bytes);
      count = bytes.length;
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    require();
    return Streams.get(() -> object.write(from));
  }

  @Override
  public long position() throws IOException {
    require();
    return Streams.get(object::tell);
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("a position is not negative: " + position);
    }
    require();
    Streams.get(() -> object.seek(position, Whence.START));
    return this;
  }

  @Override
  public long size() throws IOException {
    require();
    return Streams.get(object::size);
  }

  /** Cuts off what is behind that length; unlike truncate() of the object it adds nothing. */
  @Override
  public SeekableByteChannel truncate(long length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("a length is not negative: " + length);
    }
    if (length < size()) {
      Streams.get(
          () -> {
            object.truncate(length);
            return true;
          });
    }
    if (length < position()) {
      position(length);
    }
    return this;
  }

  @Override
  public boolean isOpen() {
    return !object.closed();
  }

  private void require() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() throws IOException {
    Streams.close(object);
  }
}
