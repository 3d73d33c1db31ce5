// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.psycopg4j.internal.engine.FunctionCallExchange;

/** Many bytes of an open object, read and written in pieces of which several are under way. */
final class Chunks {
  /**
   * How many bytes one call reads. The server keeps an object in pages of 2 KiB, and an answer of
   * less than half a receive buffer never makes that grow.
   */
  static final int READ_SIZE = 15 * 2048;

  /** How many bytes one call writes: as many pages as fit into the buffer that sends them. */
  static final int WRITE_SIZE = 31 * 2048;

  private Chunks() {}

  /** Reads into an array; returns how many bytes there were. */
  static int read(CallPipeline calls, int descriptor, byte[] into, int off, int len) {
    int asked = 0;
    int got = 0;
    boolean ended = false;
    do {
      while (asked < len && !ended && !calls.isFull()) {
        int size = Math.min(READ_SIZE, len - asked);
        calls.send(LoCall.read(descriptor, into, off + asked, size));
        asked += size;
      }
      if (calls.isEmpty()) {
        break;
      }
      FunctionCallExchange call = calls.take();
      if (call.offset() != off + got) { // somebody has made the object longer meanwhile
        System.arraycopy(into, call.offset(), into, off + got, call.count());
      }
      got += call.count();
      ended |= call.count() < call.room();
    } while (true);
    return got;
  }

  /** Writes a part of an array. */
  static void write(CallPipeline calls, int descriptor, byte[] data, int off, int len) {
    for (int sent = 0; sent < len; ) {
      int size = Math.min(WRITE_SIZE, len - sent);
      send(calls, LoCall.write(descriptor, data, off + sent, size));
      sent += size;
    }
    takeAll(calls);
  }

  /** Writes what a buffer has left. */
  static void write(CallPipeline calls, int descriptor, ByteBuffer from) {
    byte[] piece = new byte[Math.min(from.remaining(), WRITE_SIZE)];
    while (from.hasRemaining()) {
      int size = Math.min(piece.length, from.remaining());
      from.get(piece, 0, size);
      send(calls, LoCall.write(descriptor, piece, 0, size));
    }
    takeAll(calls);
  }

  /** Writes what a stream has, to its end; returns how many bytes. */
  static long write(CallPipeline calls, int descriptor, InputStream from) throws IOException {
    byte[] buf = new byte[WRITE_SIZE];
    long total = 0;
    for (int size; (size = from.readNBytes(buf, 0, WRITE_SIZE)) > 0; total += size) {
      send(calls, LoCall.write(descriptor, buf, 0, size));
    }
    takeAll(calls);
    return total;
  }

  private static void send(CallPipeline calls, FunctionCallExchange call) {
    if (calls.isFull()) {
      calls.take();
    }
    calls.send(call);
  }

  private static void takeAll(CallPipeline calls) {
    while (!calls.isEmpty()) {
      calls.take();
    }
  }

  /**
   * Reads to the end into a stream; returns how many bytes. If the stream fails, the position is
   * behind what it was given last.
   */
  static long read(CallPipeline calls, int descriptor, OutputStream to) throws IOException {
    byte[] buf = new byte[CallPipeline.DEPTH * READ_SIZE];
    int at = 0;
    long total = 0;
    boolean ended = false;
    do {
      while (!ended && !calls.isFull()) {
        calls.send(LoCall.read(descriptor, buf, at, READ_SIZE));
        at = (at + READ_SIZE) % buf.length;
      }
      FunctionCallExchange call = calls.take();
      ended |= call.count() < READ_SIZE;
      deliver(calls, descriptor, call, buf, to);
      total += call.count();
    } while (!calls.isEmpty());
    return total;
  }

  private static void deliver(
      CallPipeline calls, int descriptor, FunctionCallExchange call, byte[] buf, OutputStream to)
      throws IOException {
    boolean done = false;
    try {
      to.write(buf, call.offset(), call.count());
      done = true;
    } finally {
      if (!done) {
        long unread = 0;
        while (!calls.isEmpty()) {
          unread += calls.take().count();
        }
        calls.run(LoCall.seek(descriptor, -unread, Whence.CURRENT));
      }
    }
  }
}
