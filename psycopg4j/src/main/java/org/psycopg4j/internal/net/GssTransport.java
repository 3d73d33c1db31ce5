// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.ietf.jgss.GSSException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.gss.SecurityContext;

/**
 * The way to the server through GSSAPI (manual: "GSSAPI Session Encryption"): {@link #handshake}
 * first, then bytes. All goes in packets of a length and what is encrypted.
 */
final class GssTransport implements Transport {
  private static final int LENGTH = 4; // bytes
  private static final int LARGEST = 16_384; // a packet, with its length
  private static final int LARGEST_TOKEN = 65_536; // a ticket may list many groups
  private static final int PACKETS = 2; // that are sent in one go

  private final SocketTransport socket;
  private final SecurityContext context;
  private final ByteBuffer in = ByteBuffer.allocate(LENGTH + LARGEST_TOKEN).flip();
  private ByteBuffer text = ByteBuffer.allocate(0); // what is decrypted and was not read yet
  private ByteBuffer out;
  private int largestText; // that makes a packet
  private int held; // bytes of the writer's that are in out
  private boolean ended;

  /** A way that begins with a context whose ticket is there. */
  GssTransport(SocketTransport socket, SecurityContext context) {
    this.socket = socket;
    this.context = context;
    this.out = packet(context.firstToken());
  }

  private static ByteBuffer packet(byte[] token) {
    return ByteBuffer.allocate(LENGTH + token.length).putInt(token.length).put(token).flip();
  }

  /**
   * Goes on with the agreement; OK at its end.
   *
   * @throws OperationalException if the server is not the one that is wanted, or what was agreed
   *     upon is not enough
   */
  PollState handshake() throws IOException {
    while (flush()) {
      if (context.isEstablished()) {
        begin();
        return PollState.OK;
      }
      int length = packet(LARGEST_TOKEN);
      if (length < 0) {
        if (ended) {
          throw new EOFException("server closed the connection unexpectedly");
        }
        return PollState.READ;
      }
      byte[] token = new byte[length];
      in.position(in.position() + LENGTH);
      in.get(token);
      byte[] answer = context.answer(token);
      if (answer != null && answer.length > 0) {
        out = packet(answer);
      }
    }
    return PollState.WRITE;
  }

  private void begin() throws IOException {
    if (!context.isConfidential()) {
      throw new OperationalException("GSSAPI context does not encrypt");
    }
    try {
      largestText = context.sizeLimit(LARGEST - LENGTH);
    } catch (GSSException e) {
      throw new IOException("GSSAPI size check error: " + e.getMessage(), e);
    }
    out = ByteBuffer.allocate(PACKETS * LARGEST).flip();
  }

  /** The length of the packet that is here; -1 if more has to come first, or nothing more will. */
  private int packet(int largest) throws IOException {
    while (true) {
      if (in.remaining() >= LENGTH) {
        int length = in.getInt(in.position());
        if (in.get(in.position()) == 'E' && text.capacity() == 0) {
          throw new IOException("server sent an error response during GSS encryption exchange");
        } else if (length < 0 || length > largest) {
          throw new IOException(
              "oversize GSSAPI packet sent by the server (%d > %d)"
                  .formatted(Integer.toUnsignedLong(length), largest));
        } else if (in.remaining() >= LENGTH + length) {
          return length;
        }
      }
      if (ended) {
        return -1;
      }
      int count = socket.read(in.compact());
      in.flip();
      ended = count < 0;
      if (count == 0) {
        return -1;
      }
    }
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    int start = dst.position();
    while (dst.hasRemaining()) {
      if (!text.hasRemaining() && !unwrap()) {
        break;
      }
      int count = Math.min(text.remaining(), dst.remaining());
      dst.put(text.slice().limit(count));
      text.position(text.position() + count);
    }
    int count = dst.position() - start;
    return count == 0 && ended ? -1 : count;
  }

  private boolean unwrap() throws IOException {
    int length = packet(LARGEST - LENGTH);
    if (length < 0) {
      return false;
    }
    try {
      int from = in.arrayOffset() + in.position() + LENGTH;
      text = ByteBuffer.wrap(context.unwrap(in.array(), from, length));
    } catch (GSSException e) {
      throw new IOException("GSSAPI unwrap error: " + e.getMessage(), e);
    }
    in.position(in.position() + LENGTH + length);
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

  private int wrap(ByteBuffer src) throws IOException {
    int taken = 0;
    out.clear();
    try {
      for (int i = 0; i < PACKETS && src.hasRemaining(); i++) {
        byte[] bytes = new byte[Math.min(src.remaining(), largestText)];
        src.get(bytes);
        byte[] wrapped = context.wrap(bytes, 0, bytes.length);
        out.putInt(wrapped.length).put(wrapped);
        taken += bytes.length;
      }
    } catch (GSSException e) {
      throw new IOException("GSSAPI wrap error: " + e.getMessage(), e);
    } finally {
      out.flip();
    }
    return taken;
  }

  private boolean flush() throws IOException {
    while (out.hasRemaining()) {
      if (socket.write(out) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasMore() {
    return text.hasRemaining()
        || (in.remaining() >= LENGTH
            && in.remaining() - LENGTH >= in.getInt(in.position())); // a whole packet
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
