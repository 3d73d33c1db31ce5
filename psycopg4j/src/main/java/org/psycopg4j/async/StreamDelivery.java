// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.session.Arriving;

/**
 * What a statement gives, such as its rows, for one subscriber. The statement waits for its turn
 * from the first request on. At most two pages are here: one that the subscriber reads and one that
 * comes behind it; when both are full nothing more is read, and the server waits.
 */
final class StreamDelivery<T> extends Delivery<T> implements Task, Request {
  private final Line line;
  private final Lane lane;
  private final int mostQueued;
  private final Function<Connection, Arriving<T>> sender;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile @Nullable Iterator<T> page; // written by the loop when null, else by the reader

  // The loop's.
  private @Nullable Arriving<T> arriving;
  private boolean started;
  private boolean done;
  private @Nullable Throwable error;

  StreamDelivery(
      Line line,
      Lane lane,
      int mostQueued,
      Function<Connection, Arriving<T>> sender,
      Flow.Subscriber<? super T> subscriber) {
    super(line.loop(), subscriber);
    this.line = line;
    this.lane = lane;
    this.mostQueued = mostQueued;
    this.sender = sender;
  }

  private void execute(Runnable work) {
    try {
      line.execute(work);
    } catch (RejectedExecutionException e) {
      end(e); // the loop is closed, and everything with it
    }
  }

  @Override
  void onDemand() {
    if (asked.getAndSet(true)) {
      return;
    }
    if (line.queued().incrementAndGet() > mostQueued) {
      line.queued().decrementAndGet();
      end(
          new OperationalException(
              "too many calls wait for their turn on the connection: %d".formatted(mostQueued)));
    } else {
      execute(() -> lane.add(this));
    }
  }

  @Override
  public boolean isGone() {
    if (isCanceled()) {
      line.queued().decrementAndGet();
    }
    return isCanceled();
  }

  @Override
  public void start() {
    line.queued().decrementAndGet();
    started = true;
    line.begin(this);
  }

  @Override
  public void send(Connection conn) {
    arriving = sender.apply(conn);
  }

  @Override
  public boolean isDone() {
    return arriving == null || arriving.isDone();
  }

  @Override
  public boolean advanced(PollState state) {
    takePage();
    return arriving != null && arriving.isFull();
  }

  private void takePage() {
    Arriving<T> source = arriving;
    if (isCanceled() && source != null) {
      source.discard();
      page = null;
    } else if (page == null) {
      Iterator<T> next = source == null ? null : source.take();
      if (next != null) {
        page = next;
        changed();
      } else if (done) {
        end(error);
      }
    }
  }

  private void pageTaken() {
    takePage();
    if (!done) {
      line.goOn(this);
    }
  }

  @Override
  public void finished(@Nullable Throwable reason) {
    done = true;
    error = reason;
    lane.finished(this);
    takePage();
  }

  @Override
  @Nullable T next() {
    Iterator<T> reading = page;
    if (reading == null) {
      return null;
    }
    T item = reading.next();
    if (!reading.hasNext()) {
      page = null;
      execute(this::pageTaken);
    }
    if (item == null) {
      throw new ProgrammingException("a row is null, which a publisher can't hand out");
    }
    return item;
  }

  @Override
  boolean isEmpty() {
    return page == null;
  }

  @Override
  void onCanceled() {
    execute(
        () -> {
          if (started && !done) {
            line.cancel(this);
            takePage();
            line.goOn(this);
          } else if (lane.drop(this)) {
            line.queued().decrementAndGet();
          }
        });
  }

  @Override
  public void fail(Throwable reason) {
    if (!started) {
      line.queued().decrementAndGet();
      end(reason);
    } else if (!done) {
      error = reason;
      line.cancel(this);
      if (arriving != null) {
        arriving.discard();
      }
      line.goOn(this);
    }
  }
}
