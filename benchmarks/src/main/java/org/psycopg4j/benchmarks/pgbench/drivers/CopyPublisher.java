// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** COPY's text, a piece for each request. Calls its subscriber where that requests. */
final class CopyPublisher implements Flow.Publisher<ByteBuffer> {
  private final Work.Copy copy;

  CopyPublisher(Work.Copy copy) {
    this.copy = copy;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Pieces(new CopyLines(copy.row(), copy.count()), subscriber));
  }

  /** One subscriber's pieces. For the thread that requests, one at a time. */
  private static final class Pieces implements Flow.Subscription {
    private final CopyLines lines;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long wanted;
    private boolean giving;
    private boolean ended;

    Pieces(CopyLines lines, Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.lines = lines;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      wanted += count;
      if (giving) {
        return; // the subscriber requests from within onNext: the loop below goes on
      }
      giving = true;
      while (!ended && wanted > 0 && lines.hasNext()) {
        wanted--;
        subscriber.onNext(ByteBuffer.wrap(lines.next()));
      }
      giving = false;
      if (!ended && !lines.hasNext()) {
        ended = true;
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      ended = true;
    }
  }
}
