// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a transcript once for each way to cut the server's bytes: every step whole, then one cut at
 * each byte offset of the stream, then one byte at a time. How TCP cuts a stream must not matter.
 *
 * <pre>{@code
 * EverySplit.run(EnginePeer::new, t -> {
 *   t.client(query("select 1"));
 *   t.server(commandComplete("SELECT 1"), readyForQuery('I'));
 *   assertThat(t.peer().isIdle()).isTrue();
 * });
 * }</pre>
 */
public final class EverySplit {
  private EverySplit() {}

  /** Runs the body with a new peer for each split. */
  public static <P extends Peer> void run(Supplier<P> peers, Consumer<Transcript<P>> body) {
    int length = runOnly(Split.whole(), peers, body);
    for (int cut = 1; cut < length; cut++) {
      runOnly(Split.at(cut), peers, body);
    }
    if (length > 1) {
      runOnly(Split.eachByte(), peers, body);
    }
  }

  /**
   * Runs the body once, at the split that a failure has named; returns how many bytes the server
   * sent.
   */
  public static <P extends Peer> int runOnly(
      Split split, Supplier<P> peers, Consumer<Transcript<P>> body) {
    Transcript<P> transcript = new Transcript<>(peers.get(), split);
    try {
      body.accept(transcript);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          """
          failed at %s, step %d, after %d bytes from the server: %s
          run again by EverySplit.runOnly(%s, …)"""
              .formatted(split, transcript.steps(), transcript.offset(), failure, split),
          failure);
    }
    if (!split.fits(transcript.offset())) {
      throw new AssertionError(
          "%s was never reached: this time the server sent only %d bytes"
              .formatted(split, transcript.offset()));
    }
    return transcript.offset();
  }
}
