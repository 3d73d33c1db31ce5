// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.psycopg4j.copy.CopySink;
import org.psycopg4j.copy.CopySource;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.CopyChunk;

/** Moves the bytes of a whole COPY between the server and the user's source or sink. */
public final class CopyPump {
  private CopyPump() {}

  /**
   * COPY FROM STDIN: sends what the source has. A source that fails makes the COPY fail, and the
   * server's error has what it threw as its cause.
   *
   * @param size how many bytes are asked for at a time
   */
  public static void run(CopyFeed feed, CopySource source, int size, ProgressMeter meter) {
    if (feed.begin()) {
      try {
        send(feed, source, size, meter);
      } catch (Throwable why) { // whatever the user's code throws: the server has to be told
        PsycopgException error = feed.fail(CopyFeed.reason(why), why);
        throw error == null || why instanceof Error ? unchecked(why) : error;
      }
    }
    feed.finish();
    meter.end();
  }

  private static void send(CopyFeed feed, CopySource source, int size, ProgressMeter meter)
      throws IOException {
    byte[] buf = new byte[size];
    boolean taken = true;
    for (int count; taken && (count = source.read(buf)) > 0; ) {
      taken = feed.data(buf, 0, count);
      meter.text(buf, 0, count);
    }
  }

  /**
   * COPY TO STDOUT: hands the sink what the server sends. What a sink throws is thrown on when the
   * rest has been done away with.
   */
  public static void run(CopyDrain drain, CopySink sink, ProgressMeter meter) {
    drain.begin();
    do {
      CopyChunk chunk = drain.next();
      try {
        if (chunk.size() > 0) {
          sink.write(chunk.bytes(), 0, chunk.size());
          meter.text(chunk.bytes(), 0, chunk.size());
        }
      } catch (Throwable why) {
        drain.abandon();
        throw unchecked(why);
      }
    } while (!drain.hasEnded());
    drain.raise();
    meter.end();
  }

  /** What the user's code threw as it can be thrown on: an IOException in an unchecked one. */
  public static RuntimeException unchecked(Throwable why) {
    if (why instanceof Error error) {
      throw error;
    }
    return why instanceof RuntimeException failure ? failure : io(why);
  }

  private static UncheckedIOException io(Throwable why) {
    return new UncheckedIOException(
        why instanceof IOException e ? e : new IOException(why.toString(), why));
  }
}
