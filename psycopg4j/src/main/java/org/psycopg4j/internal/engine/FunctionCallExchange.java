// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.InternalException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.FunctionArguments;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A call of a function by its oid (manual: "Function Call"): what large objects are read and
 * written by. It knows what its result has to look like; any other is no answer to it.
 *
 * <p>A result of bytes goes straight into the caller's array. Several calls may be under way: after
 * one that has failed, those behind it fail for the transaction has.
 */
public final class FunctionCallExchange extends Exchange {
  private static final int NULL = -1;

  private final int function;
  private final FunctionArguments arguments;
  private final int width; // of a number, in bytes; 0 if the result is bytes
  private final byte @Nullable [] into;
  private final int off;
  private final int room;

  private boolean answered;
  private long number;
  private int count;

  private FunctionCallExchange(
      int function,
      FunctionArguments arguments,
      int width,
      byte @Nullable [] into,
      int off,
      int room) {
    this.function = function;
    this.arguments = arguments;
    this.width = width;
    this.into = into;
    this.off = off;
    this.room = room;
  }

  /** A call of a function that returns int4 or oid. */
  public static FunctionCallExchange int4(int function, FunctionArguments arguments) {
    return new FunctionCallExchange(function, arguments, 4, null, 0, 0);
  }

  /** A call of a function that returns int8. */
  public static FunctionCallExchange int8(int function, FunctionArguments arguments) {
    return new FunctionCallExchange(function, arguments, 8, null, 0, 0);
  }

  /**
   * A call of a function that returns bytea: at most {@code room} bytes, which are put into {@code
   * into} from {@code off}.
   */
  public static FunctionCallExchange bytes(
      int function, FunctionArguments arguments, byte[] into, int off, int room) {
    return new FunctionCallExchange(function, arguments, 0, into, off, room);
  }

  @Override
  protected void send(SendBuffer out) {
    Frontend.functionCall(out, function, arguments);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int at, int len, SendBuffer out) {
    if (tag != Backend.FUNCTION_CALL_RESPONSE || answered) {
      throw unexpected(tag, "calling a function");
    }
    answered = true;
    int length = len < 4 ? NULL : Bytes.int32(buf, at);
    if (len < 4 || length < NULL || Math.max(length, 0) != len - 4) {
      throw new MalformedMessageException(
          "the server sent the result of a function with a wrong length");
    }
    if (length == NULL) {
      failWith(new InternalException("function " + function + " of the server returned NULL"));
    } else {
      result(buf, at + 4, length);
    }
  }

  private void result(byte[] buf, int at, int length) {
    if (into == null ? length != width : length > room) {
      throw new MalformedMessageException(
          "function %d of the server returned %d bytes, not %s"
              .formatted(function, length, into == null ? width : "at most " + room));
    }
    if (into != null) {
      System.arraycopy(buf, at, into, off, length);
      count = length;
    } else {
      number = width == 4 ? Bytes.int32(buf, at) : Bytes.int64(buf, at);
    }
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    answered = true;
    failWith(ServerError.ofFunctionCall(diagnostics));
  }

  @Override
  protected void onReady() {
    if (!answered) {
      throw unexpected(Backend.READY_FOR_QUERY, "calling a function");
    }
  }

  /** The number that was returned; 0 before the answer and after an error. */
  public long number() {
    return number;
  }

  /** How many bytes were returned. */
  public int count() {
    return count;
  }

  /** How many bytes there was room for. */
  public int room() {
    return room;
  }

  /** Where in its array the bytes are. */
  public int offset() {
    return off;
  }
}
