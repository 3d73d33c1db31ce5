// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.FunctionCallExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.TransactionState;

/**
 * An object's descriptor on the server and the transaction that it is bound to. The last stream
 * over it settles before anything else is done with it. For one thread at a time.
 */
public final class OpenObject {
  private static final String COMMAND = "lobject";
  private static final int MOST = Integer.MAX_VALUE - 8; // that an array can hold

  private final Dialogue dialogue;
  private final TransactionState transaction;
  private final long oid;
  private final int descriptor;
  private final long mark;
  private final int losses;
  private boolean closed;
  private @Nullable Ahead ahead;

  private OpenObject(Dialogue dialogue, long oid, int descriptor, boolean closed) {
    this.dialogue = dialogue;
    this.transaction = dialogue.transaction();
    this.oid = oid;
    this.descriptor = descriptor;
    this.closed = closed;
    this.mark = transaction.mark();
    this.losses = transaction.cursorLosses();
  }

  /** An object that is not opened. */
  static OpenObject unopened(Dialogue dialogue, long oid) {
    return new OpenObject(dialogue, oid, 0, true);
  }

  /** An object that was opened just now, in the transaction that is open. */
  static OpenObject opened(Dialogue dialogue, long oid, int descriptor) {
    return new OpenObject(dialogue, oid, descriptor, false);
  }

  public long oid() {
    return oid;
  }

  /** Whether it was closed, or never opened, or its connection is closed. */
  public boolean closed() {
    return closed || dialogue.closed() != 0;
  }

  /** Raises an error if nothing can be done with it. For the lock's holder. */
  private void requireValid() {
    requireNotClosed();
    LargeObjects.requireTransaction(transaction);
    if (mark != transaction.mark()) {
      throw new ProgrammingException("lobject isn't valid anymore");
    }
  }

  void requireNotClosed() {
    if (closed()) {
      throw new InterfaceException("lobject already closed");
    }
  }

  private FunctionCallExchange run(FunctionCallExchange call) {
    dialogue.exclusively(
        () -> {
          requireValid();
          dialogue.beginAndRun(call);
        });
    return call;
  }

  private CallPipeline pipeline() {
    return new CallPipeline(dialogue, COMMAND, this::requireValid);
  }

  /** Takes note of who is ahead of its user; who was before has settled. */
  void aheadIs(Ahead stream) {
    settleBut(stream);
    ahead = stream;
  }

  @SuppressWarnings("ReferenceEquality") // a stream is equal to itself only
  private void settleBut(@Nullable Ahead stream) {
    Ahead last = ahead;
    if (last != null && last != stream) {
      last.settle();
      ahead = null;
    }
  }

  private void settle() {
    settleBut(null);
  }

  /** Moves the position; returns where it is then. */
  public long seek(long offset, int whence) {
    settle();
    return seekNow(offset, whence);
  }

  long seekNow(long offset, int whence) {
    return run(LoCall.seek(descriptor, offset, whence)).number();
  }

  /** The position. */
  public long tell() {
    settle();
    return run(LoCall.tell(descriptor)).number();
  }

  /** Makes it that long: cut off, or filled up with zeros. The position stays. */
  public void truncate(long length) {
    settle();
    run(LoCall.truncate(descriptor, length));
  }

  /** How long it is. The position stays. */
  public long size() {
    settle();
    try (CallPipeline calls = pipeline()) {
      calls.send(LoCall.tell(descriptor));
      calls.send(LoCall.seek(descriptor, 0, Whence.END));
      long position = calls.take().number();
      long size = calls.take().number();
      calls.run(LoCall.seek(descriptor, position, Whence.START));
      return size;
    }
  }

  /** Reads into an array; returns how many bytes there were, fewer than wanted at the end only. */
  public int read(byte[] into, int off, int len) {
    settle();
    return readNow(into, off, len);
  }

  int readNow(byte[] into, int off, int len) {
    if (len <= Chunks.READ_SIZE) {
      return run(LoCall.read(descriptor, into, off, len)).count();
    }
    try (CallPipeline calls = pipeline()) {
      return Chunks.read(calls, descriptor, into, off, len);
    }
  }

  /** Reads so many bytes, or as many as there are if that is fewer. */
  public byte[] read(int most) {
    settle();
    if (most > Chunks.READ_SIZE) {
      return readUpTo(most);
    }
    byte[] bytes = new byte[most];
    int count = readNow(bytes, 0, most);
    return count == most ? bytes : Arrays.copyOf(bytes, count);
  }

  /** Reads all bytes from the position to the end. */
  public byte[] readAll() {
    settle();
    return readUpTo(Long.MAX_VALUE);
  }

  /* A first piece is all of a small object. Of a larger one it has to be asked how much there is,
  so that no more is allocated than that. */
  private byte[] readUpTo(long most) {
    try (CallPipeline calls = pipeline()) {
      byte[] first = new byte[Chunks.READ_SIZE];
      int count = calls.run(LoCall.read(descriptor, first, 0, first.length)).count();
      if (count < first.length) {
        return Arrays.copyOf(first, count);
      }
      calls.send(LoCall.tell(descriptor));
      calls.send(LoCall.seek(descriptor, 0, Whence.END));
      long position = calls.take().number();
      long total = Math.min(most, count + Math.max(0, calls.take().number() - position));
      if (total > MOST) {
        calls.run(LoCall.seek(descriptor, position - count, Whence.START));
        throw new DataException(
            "%d bytes do not fit into an array: read them in pieces".formatted(total));
      }
      calls.run(LoCall.seek(descriptor, position, Whence.START));
      byte[] all = Arrays.copyOf(first, (int) total);
      int more = Chunks.read(calls, descriptor, all, count, all.length - count);
      return count + more == all.length ? all : Arrays.copyOf(all, count + more);
    }
  }

  /** Reads to the end into a stream, which is user's code; returns how many bytes. */
  long readNow(OutputStream to) throws IOException {
    try (CallPipeline calls = pipeline()) {
      return Chunks.read(calls, descriptor, to);
    }
  }

  /** Writes a part of an array. */
  public void write(byte[] data, int off, int len) {
    settle();
    writeNow(data, off, len);
  }

  void writeNow(byte[] data, int off, int len) {
    if (len <= Chunks.WRITE_SIZE) {
      run(LoCall.write(descriptor, data, off, len));
      return;
    }
    try (CallPipeline calls = pipeline()) {
      Chunks.write(calls, descriptor, data, off, len);
    }
  }

  /** Writes what a buffer has left, whose position moves; returns how many bytes. */
  public int write(ByteBuffer from) {
    settle();
    int count = from.remaining();
    if (from.hasArray()) {
      writeNow(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.limit());
      return count;
    }
    try (CallPipeline calls = pipeline()) {
      Chunks.write(calls, descriptor, from.duplicate());
    }
    from.position(from.limit());
    return count;
  }

  /** Writes what a stream has to its end, which is user's code; returns how many bytes. */
  long write(InputStream from) throws IOException {
    settle();
    try (CallPipeline calls = pipeline()) {
      return Chunks.write(calls, descriptor, from);
    }
  }

  /** Closes it and deletes the object, whichever transaction it was opened in. */
  public void unlink() {
    close();
    LargeObjects.unlink(dialogue, oid);
  }

  /**
   * Closes it. On the server it is closed by itself with its transaction; in one that has failed it
   * can't be, nor need it be.
   */
  public void close() {
    if (closed()) {
      closed = true;
      return;
    }
    Ahead last = ahead;
    ahead = null;
    try {
      if (last != null) {
        last.settleForGood();
      }
    } finally {
      closed = true;
      dialogue.exclusively(
          () -> {
            if (isOpenOnServer()) {
              dialogue.beginAndRun(LoCall.close(descriptor));
            }
          });
    }
  }

  private boolean isOpenOnServer() {
    dialogue.settle();
    return dialogue.closed() == 0
        && mark == transaction.mark()
        && losses == transaction.cursorLosses()
        && transaction.isBegun()
        && dialogue.serverStatus() == 'T';
  }

  public InputStream inputStream() {
    requireNotClosed();
    return new LoInputStream(this);
  }

  public OutputStream outputStream() {
    requireNotClosed();
    return new LoOutputStream(this);
  }

  public SeekableByteChannel channel() {
    requireNotClosed();
    return new LoChannel(this);
  }
}
