// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.tls.TlsClient;

/** The way to the server through TLS: {@link #handshake} first, then bytes. */
final class TlsTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int RECORDS = 2; // that are sent in one go

  private final SocketTransport socket;
  private final TlsClient client;
  private final SSLEngine engine;
  private final int largestText; // of a record
  private final int largestRecord;
  private final ByteBuffer in; // what has come and is encrypted
  private final ByteBuffer text; // what is decrypted and was not read yet
  private final ByteBuffer out; // what is encrypted and was not sent yet
  private int held; // bytes of the writer's that are in out
  private boolean begun;
  private boolean starved; // what is left in `in` is a part of a record
  private boolean ended;

  TlsTransport(SocketTransport socket, TlsClient client) {
    this.socket = socket;
    this.client = client;
    this.engine = client.engine();
    this.largestText = engine.getSession().getApplicationBufferSize();
    this.largestRecord = engine.getSession().getPacketBufferSize();
    this.in = ByteBuffer.allocate(2 * largestRecord).flip();
    this.text = ByteBuffer.allocate(largestText).flip();
    this.out = ByteBuffer.allocate(RECORDS * largestRecord).flip();
  }

  TlsClient client() {
    return client;
  }

  /**
   * Goes on with the handshake; OK at its end.
   *
   * @throws IOException if it fails
   * @throws org.psycopg4j.errors.OperationalException if it succeeds, but the server is not the one
   *     that is wanted
   */
  PollState handshake() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    while (flush()) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_TASK -> runTasks();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap(text.compact())) {
            text.flip();
            if (ended) {
              throw new EOFException("SSL SYSCALL error: EOF detected");
            }
            return PollState.READ;
          }
          text.flip();
        }
        case FINISHED, NOT_HANDSHAKING -> {
          client.established();
          return PollState.OK;
        }
      }
    }
    return PollState.WRITE;
  }

  private void runTasks() {
    for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
      task.run();
    }
  }

  /**
   * Decrypts a record, into a buffer that has room for one; false if more has to come first, or
   * nothing more will.
   */
  private boolean unwrap(ByteBuffer dst) throws IOException {
    while (!ended) {
      SSLEngineResult result = engine.unwrap(in, dst);
      if (result.getStatus() == Status.OK) {
        return true;
      } else if (result.getStatus() == Status.CLOSED) {
        ended = true;
      } else if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        throw new IOException("SSL error: a record that is too long");
      } else {
        int count = socket.read(in.compact());
        in.flip();
        ended = count < 0;
        starved = count == 0;
        if (count == 0) {
          return false;
        }
      }
    }
    return false;
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    int start = dst.position();
    boolean more = true;
    while (dst.hasRemaining() && more) {
      if (text.hasRemaining()) {
        copy(dst);
      } else if (dst.remaining() >= largestText) {
        more = unwrap(dst);
      } else {
        more = unwrap(text.clear());
        text.flip();
      }
      answerHandshake();
    }
    int count = dst.position() - start;
    return count == 0 && ended ? -1 : count;
  }

  private void copy(ByteBuffer dst) {
    int count = Math.min(text.remaining(), dst.remaining());
    dst.put(dst.position(), text, text.position(), count);
    dst.position(dst.position() + count);
    text.position(text.position() + count);
  }

  /** What TLS 1.3 has to say in between, new keys for instance, goes out with what is written. */
  private void answerHandshake() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      runTasks();
    } else if (status == HandshakeStatus.NEED_WRAP && !out.hasRemaining()) {
      wrap(NOTHING);
      flush();
    }
  }

  /** Encrypts from a buffer into what is to be sent; the number of bytes that it took. */
  private int wrap(ByteBuffer src) throws IOException {
    out.compact();
    try {
      int taken = 0;
      do {
        SSLEngineResult result = engine.wrap(src, out);
        if (result.getStatus() == Status.CLOSED) {
          throw new IOException("SSL connection has been closed unexpectedly");
        }
        taken += result.bytesConsumed();
      } while (src.hasRemaining() && out.remaining() >= largestRecord);
      return taken;
    } finally {
      out.flip();
    }
  }

  /** Sends what is encrypted; whether that was all. */
  private boolean flush() throws IOException {
    while (out.hasRemaining()) {
      if (socket.write(out) == 0) {
        return false;
      }
    }
    return true;
  }

  /* What was encrypted can't be taken back: it counts as written when the socket has it, and until
  then the writer comes again with the same bytes. */
  @Override
  public int write(ByteBuffer src) throws IOException {
    if (held == 0 && src.hasRemaining()) {
      held = wrap(src.duplicate());
    }
    if (!flush()) {
      return 0;
    }
    int sent = held;
    held = 0;
    src.position(src.position() + sent);
    return sent;
  }

  @Override
  public boolean hasMore() {
    return text.hasRemaining() || (in.hasRemaining() && !starved && !ended);
  }

  @Override
  public SocketChannel channel() {
    return socket.channel();
  }

  @Override
  public void close() {
    socket.close();
  }
}
