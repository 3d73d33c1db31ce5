// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.CopyInExchange;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.session.CommandTag;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.types.Quoting;

/**
 * A COPY FROM STDIN whose data a publisher gives. Buffers are requested as far as those before them
 * have been sent, so at most {@link #AHEAD} are here and not sent.
 */
final class CopyInCall extends Call<Long> implements Request {
  private static final int AHEAD = 4;

  private final Statement statement;
  private final Flow.Publisher<? extends ByteBuffer> data;
  private @Nullable CopyInExchange copy;
  private @Nullable Feed feed;
  private @Nullable Throwable failure; // the publisher's

  CopyInCall(Line line, Lane lane, Statement statement, Flow.Publisher<? extends ByteBuffer> data) {
    super(line, lane);
    this.statement = statement;
    this.data = data;
  }

  @Override
  void begin() {
    line.begin(this);
  }

  @Override
  public void send(Connection conn) {
    Cursor<?> cursor = conn.cursor();
    Dialogue dialogue = line.dialogue();
    CopyInExchange request;
    Quoting quoting;
    do {
      quoting = dialogue.dialect().quoting();
      request = new CopyInExchange(statement.merge().apply(cursor), dialogue.parameters());
    } while (!dialogue.polling().start(request, "copy_expert", quoting, decoding -> {}));
    copy = request;
  }

  @Override
  public void cancel(Line canceled) {
    abandon(); // the server reads no cancel while it waits for data
  }

  @Override
  public boolean isDone() {
    return copy == null || copy.isDone();
  }

  @Override
  public boolean advanced(PollState state) {
    CopyInExchange exchange = copy;
    Feed feeding = feed;
    if (exchange == null) {
      return false;
    } else if (exchange.isFull() && step(exchange::accept)) {
      feed = new Feed();
      Feed begun = feed;
      line.loop().complete(() -> subscribe(begun));
    } else if (feeding != null && state == PollState.READ) {
      feeding.requestMore();
    }
    return false;
  }

  private <V> V step(Supplier<V> work) {
    return line.dialogue().inTurn(work);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever the publisher throws ends the COPY
  private void subscribe(Feed begun) {
    try {
      data.subscribe(begun);
    } catch (Throwable t) {
      later(() -> fail(t, begun));
    }
  }

  /** What the publisher talks to. Any thread; what it does is done by the loop's. */
  private final class Feed implements Flow.Subscriber<ByteBuffer> {
    private Flow.@Nullable Subscription subscription; // the loop's, like the rest
    private int outstanding;
    private boolean ended;

    @Override
    public void onSubscribe(Flow.Subscription offered) {
      Objects.requireNonNull(offered, "subscription");
      later(
          () -> {
            if (subscription != null || ended) {
              offered.cancel();
            } else {
              subscription = offered;
              requestMore();
            }
          });
    }

    @Override
    public void onNext(ByteBuffer item) {
      Objects.requireNonNull(item, "item");
      later(() -> send(item, this));
    }

    @Override
    public void onError(Throwable error) {
      Objects.requireNonNull(error, "error");
      later(() -> fail(error, this));
    }

    @Override
    public void onComplete() {
      later(() -> complete(this));
    }

    /** All that came has been sent: asks for more. */
    void requestMore() {
      Flow.Subscription source = subscription;
      if (source != null && !ended && outstanding <= AHEAD / 2) {
        int count = AHEAD - outstanding;
        outstanding = AHEAD;
        line.loop().complete(() -> request(source, count));
      }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the publisher throws ends the COPY
    private void request(Flow.Subscription source, int count) {
      try {
        source.request(count);
      } catch (Throwable t) {
        later(() -> fail(t, this));
      }
    }

    void stop() {
      Flow.Subscription source = subscription;
      if (!ended && source != null) {
        line.loop().complete(source::cancel);
      }
      ended = true;
    }
  }

  private void later(Runnable work) {
    try {
      line.execute(work);
    } catch (RejectedExecutionException e) {
      settleNow(e); // the loop is closed, and the COPY with it
    }
  }

  private void send(ByteBuffer item, Feed from) {
    CopyInExchange exchange = copy;
    if (from.ended || exchange == null) {
      return;
    }
    from.outstanding--;
    int length = item.remaining();
    byte[] bytes;
    int offset;
    if (item.hasArray()) {
      bytes = item.array();
      offset = item.arrayOffset() + item.position();
    } else {
      bytes = new byte[length];
      item.duplicate().get(bytes);
      offset = 0;
    }
    step(
        () -> {
          exchange.data(bytes, offset, length);
          return exchange;
        });
    line.goOn(this);
  }

  private void complete(Feed from) {
    CopyInExchange exchange = copy;
    if (!from.ended && exchange != null) {
      from.ended = true;
      step(
          () -> {
            exchange.finish();
            return exchange;
          });
      line.goOn(this);
    }
  }

  private void fail(Throwable error, Feed from) {
    CopyInExchange exchange = copy;
    if (!from.ended && exchange != null) {
      from.ended = true;
      failure = error;
      giveUp(exchange, "the publisher of the data has failed: " + error.getClass().getName());
    }
  }

  private void giveUp(CopyInExchange exchange, String reason) {
    step(
        () -> {
          exchange.fail(reason);
          return exchange;
        });
    line.goOn(this);
  }

  @Override
  public void finished(@Nullable Throwable error) {
    Feed feeding = feed;
    if (feeding != null) {
      feeding.stop();
    }
    lane.finished(this);
    CopyInExchange exchange = copy;
    if (error != null) {
      settle(blamed(error));
    } else if (exchange == null || !exchange.hasBegun()) {
      settle(new ProgrammingException("wanted a COPY FROM STDIN: the server asked for no data"));
    } else {
      long rows = CommandTag.rowCount(exchange.query().commandTag());
      line.loop().complete(() -> settleWith(rows));
    }
  }

  private Throwable blamed(Throwable error) {
    Throwable why = failure;
    if (why != null && why != error) {
      if (error.getCause() == null) {
        error.initCause(why);
      } else {
        error.addSuppressed(why);
      }
    }
    return error;
  }

  @Override
  void abandon() {
    CopyInExchange exchange = copy;
    Feed feeding = feed;
    if (exchange != null && feeding != null && !feeding.ended) {
      feeding.stop();
      giveUp(exchange, "the COPY was canceled");
      line.expectEnd(this);
    } else {
      line.cancel(this);
    }
  }

  @Override
  void interrupt(Throwable reason) {
    abandon();
  }
}
