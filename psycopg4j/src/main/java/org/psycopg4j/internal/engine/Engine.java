// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.ReceiveBuffer;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * The client's side of the PostgreSQL protocol as a machine without input and output: whoever
 * drives it moves bytes between its two buffers and the server and asks {@link #state} what to wait
 * for.
 *
 * <p>Requests queue up as {@link Exchange}s and are answered in order. A failure, be it the end of
 * the stream or bytes that make no sense, is final: it ends every exchange under way with the same
 * error and {@link #failure()} keeps it. Used by the holder of the connection's lock.
 */
public final class Engine {
  /* A server has a few hundred bytes to say before it is ready for the first query. One that goes
  on and on (authentication requests, notices) must neither hold the caller nor fill the heap. */
  private static final int MOST_BEFORE_READY = 1 << 20;

  private final ReceiveBuffer in = new ReceiveBuffer();
  private final SendBuffer out = new SendBuffer();
  private final ArrayDeque<Exchange> queue = new ArrayDeque<>();
  private final SessionParameters parameters = new SessionParameters();
  private Inbox inbox;
  private @Nullable CommandWatch watch;

  private boolean ready;
  private boolean stopped; // before a message, because the exchange in front was full
  private int bytesBeforeReady;
  private volatile byte transactionStatus = 'I';
  private @Nullable PsycopgException lastWords; // a FATAL error: the server is about to hang up
  private @Nullable PsycopgException failure;

  public Engine(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Queues a request behind those under way. Raises the failure if there was one. */
  public void start(Exchange exchange) {
    if (failure != null) {
      throw failure;
    }
    int mark = out.mark();
    try {
      exchange.send(out);
      queue.add(exchange);
    } catch (Throwable t) { // out of memory, say: half a message must not stay behind
      out.truncate(mark);
      throw t;
    }
  }

  /**
   * What the driver has to wait for, or OK if no request is under way, or only one that is {@link
   * #isFull() full}.
   */
  public PollState state() {
    if (failure != null) {
      return PollState.OK;
    }
    boolean reads = !queue.isEmpty() && !isFull();
    if (out.isEmpty()) {
      return reads ? PollState.READ : PollState.OK;
    }
    return reads ? PollState.READ_WRITE : PollState.WRITE;
  }

  /** Whether nothing may be read now: what has come for the exchange in front must go first. */
  public boolean isFull() {
    Exchange exchange = queue.peek();
    return exchange != null && exchange.isFull();
  }

  /** Goes on with bytes that are here already, if the exchange in front was full and is not now. */
  public void resume() {
    if (stopped && failure == null && !isFull()) {
      received(0);
    }
  }

  /** Where the driver puts the server's bytes before it calls {@link #received}. */
  public ReceiveBuffer in() {
    return in;
  }

  /** Says where from now on those messages go that no request asked for. */
  public void inbox(Inbox next) {
    inbox = next;
  }

  /** Says who is told of each command that was completed. */
  public void watch(CommandWatch next) {
    watch = next;
  }

  /** Whether the connection can't be used any more, or the server has said that it will end it. */
  public boolean isDoomed() {
    return failure != null || lastWords != null;
  }

  /** What the driver has to send. */
  public SendBuffer out() {
    return out;
  }

  public SessionParameters parameters() {
    return parameters;
  }

  /**
   * The status that the last ReadyForQuery told: I idle, T in a transaction, E in a failed one. Any
   * thread may ask.
   */
  public byte transactionStatus() {
    return transactionStatus;
  }

  /** Why the connection can't be used any more, or null if it can. */
  public @Nullable PsycopgException failure() {
    return failure;
  }

  /** Takes {@code count} bytes that the driver has read into {@link #in}. */
  public void received(int count) {
    try {
      in.received(count);
      parse();
    } catch (PsycopgException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new InternalException("the server's answer could not be read: " + e, e));
    } catch (OutOfMemoryError e) {
      Exchange exchange = queue.peek(); // first of all room, or the error below finds none either
      if (exchange != null) {
        exchange.release();
      }
      in.release();
      fail(new OperationalException("out of memory while reading the server's answer", e));
    }
  }

  /** Takes note that the server has closed the connection. */
  public void endOfStream() {
    fail(
        new OperationalException(
            """
            server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request."""));
  }

  /** Gives the connection up: every request under way ends with this error. */
  public void fail(PsycopgException reason) {
    if (failure != null) {
      return;
    }
    failure = lastWords != null ? lastWords : reason;
    out.clear();
    for (Exchange exchange; (exchange = queue.poll()) != null; ) {
      exchange.abandon(failure);
    }
  }

  private void parse() {
    byte[] buf = in.array();
    int pos = in.start();
    int end = in.end();
    stopped = false;
    while (end - pos >= 5) {
      if (isFull()) {
        stopped = true;
        break;
      }
      byte tag = buf[pos];
      int length = Bytes.int32(buf, pos + 1);
      if (!Backend.plausible(tag, length)) {
        throw lostSynchronization(tag, length);
      }
      if (end - pos - 1 < length) {
        break;
      }
      dispatch(tag, buf, pos + 5, length - 4);
      pos += 1 + length;
    }
    in.consumedTo(pos);
    if (!ready && end - pos > MOST_BEFORE_READY) {
      throw tooMuchBeforeReady();
    }
  }

  private void dispatch(byte tag, byte[] buf, int off, int len) {
    if (!ready && (bytesBeforeReady += len + 5) > MOST_BEFORE_READY) {
      throw tooMuchBeforeReady();
    }
    switch (tag) {
      case Backend.PARAMETER_STATUS -> parameterStatus(new MessageReader(buf, off, len));
      case Backend.NOTICE_RESPONSE -> inbox.notice(diagnostics(buf, off, len));
      case Backend.NOTIFICATION_RESPONSE -> notification(new MessageReader(buf, off, len));
      case Backend.ERROR_RESPONSE -> error(diagnostics(buf, off, len));
      case Backend.READY_FOR_QUERY -> readyForQuery(new MessageReader(buf, off, len).int8());
      case Backend.COMMAND_COMPLETE -> commandComplete(buf, off, len);
      default -> current(tag).onMessage(tag, buf, off, len, out);
    }
  }

  private void commandComplete(byte[] buf, int off, int len) {
    Exchange exchange = current(Backend.COMMAND_COMPLETE);
    exchange.onMessage(Backend.COMMAND_COMPLETE, buf, off, len, out);
    CommandWatch told = watch;
    if (told != null) {
      told.completed(buf, off, len, exchange.text());
    }
  }

  private Exchange current(byte tag) {
    Exchange exchange = queue.peek();
    if (exchange == null) {
      throw Exchange.unexpected(tag, "no request was under way");
    }
    return exchange;
  }

  private void readyForQuery(byte status) {
    if (status != 'I' && status != 'T' && status != 'E') {
      throw new MalformedMessageException("the server told an unknown transaction status");
    }
    transactionStatus = status;
    ready = true;
    Exchange exchange = current(Backend.READY_FOR_QUERY);
    if (!exchange.goesOn(out)) {
      exchange.complete();
      queue.remove();
    }
  }

  private void error(Diagnostics diagnostics) {
    Exchange exchange = queue.peek();
    if (exchange != null) {
      exchange.onError(diagnostics, out);
      if (exchange.loses()) {
        abandonBehind(exchange);
      }
    }
    String severity = diagnostics.severityNonlocalized();
    if (severity == null) {
      severity = diagnostics.severity();
    }
    if (exchange == null || "FATAL".equals(severity) || "PANIC".equals(severity)) {
      PsycopgException raised = exchange == null ? null : exchange.error();
      lastWords = raised != null ? raised : ServerError.of(diagnostics, null);
    }
  }

  private void abandonBehind(Exchange failed) {
    queue.remove();
    for (Exchange lost; (lost = queue.poll()) != null; ) {
      lost.abandon(failed.error());
    }
    queue.add(failed);
  }

  private void notification(MessageReader message) {
    int pid = message.int32();
    String channel = message.cString(parameters.charset());
    inbox.notification(pid, channel, message.cString(parameters.charset()));
  }

  private void parameterStatus(MessageReader message) {
    String name = message.cString(parameters.charset());
    parameters.set(name, message.cString(parameters.charset()));
  }

  /** Parses the fields of an ErrorResponse or a NoticeResponse. */
  private Diagnostics diagnostics(byte[] buf, int off, int len) {
    MessageReader message = new MessageReader(buf, off, len);
    Map<Character, String> fields = new HashMap<>();
    for (byte code; (code = message.int8()) != 0; ) {
      fields.put((char) code, message.cString(parameters.charset()));
    }
    return Diagnostics.of(fields);
  }

  private static MalformedMessageException lostSynchronization(byte tag, int length) {
    String type = tag > 0x20 && tag < 0x7f ? "'" + (char) tag + "'" : "0x%02x".formatted(tag);
    return new MalformedMessageException(
        "lost synchronization with server: got message type %s, length %d"
            .formatted(type, Integer.toUnsignedLong(length)));
  }

  private static MalformedMessageException tooMuchBeforeReady() {
    return new MalformedMessageException(
        "the server sent more than %d bytes before it was ready for a query"
            .formatted(MOST_BEFORE_READY));
  }
}
