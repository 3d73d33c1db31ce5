// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * START_REPLICATION and the stream it starts, which goes both ways (manual: "Streaming Replication
 * Protocol").
 *
 * <p>It is full at the stream's start, until it is {@link #enter entered}, and then whenever it
 * holds as much as may wait to be {@linkplain #take taken}. What has come before an error can be
 * taken all the same.
 */
public final class ReplicationExchange extends Exchange {
  /* What a consumer that falls behind may have waiting here; the rest waits in the server. */
  private static final int MOST_HELD = 256 << 10;
  private static final int OVERHEAD = 64;
  private static final int DATA_HEADER = 1 + 8 + 8 + 8;
  private static final int KEEPALIVE = 1 + 8 + 8 + 1;

  private final byte[] command;
  private final boolean physical;
  private final SessionParameters parameters;
  private final ArrayDeque<WalData> held = new ArrayDeque<>();
  private @Nullable SendBuffer out;
  private int heldBytes;
  private boolean streaming; // between CopyBothResponse and the stream's end
  private boolean entered;
  private boolean leaving; // this side has said that it ends
  private boolean replyRequested;
  private long walEnd;
  private long received; // the position up to which there is something to confirm
  private long idleEnd; // what the last keepalive told, if nothing has come after it
  private long messages;

  /**
   * A request by this command, in the client's encoding.
   *
   * @param physical whether the payload is the log itself, so that a piece's end is known
   */
  public ReplicationExchange(byte[] command, boolean physical, SessionParameters parameters) {
    this.command = command;
    this.physical = physical;
    this.parameters = parameters;
  }

  @Override
  protected void send(SendBuffer buffer) {
    out = buffer;
    Frontend.query(buffer, command);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer buffer) {
    switch (tag) {
      case Backend.COPY_BOTH_RESPONSE -> streaming = true;
      case Backend.COPY_DATA -> data(buf, off, len);
      case Backend.COPY_DONE -> leave(); // the end of a timeline, or the answer to our own
      case Backend.COMMAND_COMPLETE -> end();
      case Backend.ROW_DESCRIPTION, Backend.DATA_ROW -> {} // which timeline comes next
      case Backend.COPY_IN_RESPONSE -> {
        Frontend.copyFail(buffer, "the command was to start replication");
      }
      case Backend.COPY_OUT_RESPONSE, Backend.EMPTY_QUERY_RESPONSE -> {}
      default -> throw unexpected(tag, "streaming replication");
    }
  }

  /* A server that shuts down ends the stream so, without CopyDone. So does, at once, a server that
  has been told by CopyDone to end a logical stream on the same connection before. */
  private void end() {
    if (streaming && !leaving) {
      failWith(
          new OperationalException(
              "the server has ended the stream: it is shutting down, or a logical stream on this"
                  + " connection was stopped before, and another one needs a new connection"));
    }
    streaming = false;
  }

  private void data(byte[] buf, int off, int len) {
    if (!streaming) {
      return; // of a COPY that nobody asked for
    }
    messages++;
    byte type = new MessageReader(buf, off, len).int8();
    switch (type) {
      case 'w' -> wal(buf, off, len);
      case 'k' -> keepalive(buf, off, len);
      default ->
          throw new MalformedMessageException(
              "unrecognized replication message type: " + (type & 0xff));
    }
  }

  private void wal(byte[] buf, int off, int len) {
    require(len, DATA_HEADER);
    long start = Bytes.int64(buf, off + 1);
    int size = len - DATA_HEADER;
    walEnd = later(walEnd, Bytes.int64(buf, off + 9));
    received = later(received, physical ? start + size : start);
    idleEnd = 0;
    if (!leaving) {
      byte[] payload = Arrays.copyOfRange(buf, off + DATA_HEADER, off + len);
      long end = Bytes.int64(buf, off + 9);
      held.add(new WalData(start, end, Bytes.int64(buf, off + 17), payload));
      heldBytes += size + OVERHEAD;
    }
  }

  private void keepalive(byte[] buf, int off, int len) {
    require(len, KEEPALIVE);
    idleEnd = Bytes.int64(buf, off + 1);
    walEnd = later(walEnd, idleEnd);
    replyRequested |= buf[off + 17] != 0;
  }

  private static void require(int len, int wanted) {
    if (len < wanted) {
      throw new MalformedMessageException(
          "a replication message from the server ends too early: it has %d bytes of %d"
              .formatted(len, wanted));
    }
  }

  private static long later(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer buffer) {
    streaming = false; // both directions have ended: no CopyDone may follow
    failWith(ServerError.of(diagnostics, new String(command, parameters.charset())));
  }

  @Override
  protected void onReady() {
    streaming = false;
    out = null;
  }

  @Override
  protected void onAbandoned() {
    streaming = false;
    out = null;
  }

  @Override
  protected void release() {
    held.clear();
    heldBytes = 0;
  }

  @Override
  public boolean isFull() {
    return streaming && (!entered || !leaving && heldBytes >= MOST_HELD);
  }

  /** Whether the stream has begun and has not ended. */
  public boolean isStreaming() {
    return streaming;
  }

  /** Lets the stream come in. */
  public void enter() {
    entered = true;
  }

  /** The next piece of what has come, or null. */
  public @Nullable WalData take() {
    WalData next = held.poll();
    if (next != null) {
      heldBytes -= next.payload().length + OVERHEAD;
    }
    return next;
  }

  /** Whether nothing that has come waits to be taken. */
  public boolean isEmpty() {
    return held.isEmpty();
  }

  /** The latest end of the log that the server has told, 0 before. */
  public long walEnd() {
    return walEnd;
  }

  /** The position up to which what has come reaches, taken or not; 0 if nothing has. */
  public long received() {
    return received;
  }

  /**
   * The position up to which the server has looked and has nothing more for us than what has come;
   * 0 if it has not said so since.
   */
  public long idleEnd() {
    return idleEnd;
  }

  /** How many messages have come, of both kinds. */
  public long messages() {
    return messages;
  }

  /** Whether the server has asked for a status since it was told one. */
  public boolean isReplyRequested() {
    return replyRequested;
  }

  /**
   * Standby status update: tells how far this side is. Does nothing once the stream has ended.
   *
   * @param clock the time here, in microseconds since 2000
   * @param reply whether the server is to answer at once
   */
  public void status(long written, long flushed, long applied, long clock, boolean reply) {
    SendBuffer buffer = out;
    if (buffer == null || !streaming || leaving) {
      return;
    }
    byte[] update = new byte[34];
    update[0] = 'r';
    Bytes.putInt64(update, 1, written);
    Bytes.putInt64(update, 9, flushed);
    Bytes.putInt64(update, 17, applied);
    Bytes.putInt64(update, 25, clock);
    update[33] = (byte) (reply ? 1 : 0);
    Frontend.copyData(buffer, update, 0, update.length);
    replyRequested = false;
  }

  /** Says that this side ends the stream. What comes until the server does so too is dropped. */
  public void leave() {
    SendBuffer buffer = out;
    if (buffer != null && streaming && !leaving) {
      Frontend.copyDone(buffer);
      leaving = true;
    }
  }
}
