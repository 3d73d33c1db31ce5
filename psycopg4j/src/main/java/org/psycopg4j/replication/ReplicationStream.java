// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.ReplicationExchange;
import org.psycopg4j.internal.engine.WalData;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Turn;

/**
 * A replication that is under way: what has come of it and what the server is told. Any thread may
 * call its methods; each holds the connection's lock for a moment, and none while it waits.
 */
final class ReplicationStream {
  private static final int LONGEST_PAUSE_MILLIS = 60_000;

  private final Turn turn;
  private final ReplicationExchange exchange;
  private final long statusNanos;

  // All below belongs to the holder of the connection's lock, but for what is volatile.
  private long written;
  private long flushed;
  private long applied;
  private long lastStatus = System.nanoTime();
  private long messagesSeen;
  private boolean over;
  private volatile Instant communicated = Instant.EPOCH;
  private volatile Instant told = Instant.EPOCH;

  private ReplicationStream(Turn turn, ReplicationExchange exchange, Duration statusInterval) {
    this.turn = turn;
    this.exchange = exchange;
    this.statusNanos = statusInterval.toNanos();
  }

  /** Sends the command and waits until the stream has begun. */
  static ReplicationStream start(
      Dialogue dialogue, String command, boolean physical, Duration statusInterval) {
    Turn turn = dialogue.takeTurnToStream("start_replication");
    boolean begun = false;
    try {
      byte[] text = command.getBytes(dialogue.dialect().quoting().charset());
      ReplicationExchange exchange = new ReplicationExchange(text, physical, dialogue.parameters());
      turn.send(exchange);
      turn.await(exchange);
      turn.raise(exchange);
      if (!exchange.isStreaming()) {
        throw new ProgrammingException("the command has not started replication");
      }
      turn.unlimited(); // a stream has no end by itself
      ReplicationStream stream = new ReplicationStream(turn, exchange, statusInterval);
      turn.step(stream::enter);
      begun = true;
      return stream;
    } finally {
      if (!begun) {
        turn.close();
      }
    }
  }

  private boolean enter() {
    exchange.enter();
    return true;
  }

  /**
   * The next message that is here, null if there is none now or, once it {@link #isOver}, ever.
   * Tells the server how far we are if it is time or the server has asked. Raises the error that
   * the stream has ended with, after what came before it was taken.
   */
  @Nullable WalData next() {
    return turn.step(
        () -> {
          WalData data = exchange.take();
          if (data == null || isStatusDue()) {
            move();
            data = data == null ? exchange.take() : data;
          }
          if (data == null && exchange.isDone()) {
            finish();
            exchange.raise();
          }
          return data;
        });
  }

  /** Whether the stream has come to its end and been taken to its end. */
  boolean isOver() {
    return turn.step(() -> over);
  }

  /**
   * Waits until there may be something to take, the stream has ended, so many nanoseconds have
   * passed or the thread is interrupted, whose flag stays set. Statuses are sent in time meanwhile.
   */
  void await(long nanos) {
    long start = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      PollState state = turn.step(this::move);
      long left = nanos - (System.nanoTime() - start);
      if (state == PollState.OK || left <= 0) {
        return;
      }
      long millis = Math.min(left, statusDueIn()) / 1_000_000 + 1;
      turn.pause(state, (int) Math.min(millis, LONGEST_PAUSE_MILLIS));
    }
  }

  /* OK if there is something to take, or the stream has ended. */
  private PollState move() {
    if (isStatusDue()) {
      status(false);
    }
    PollState state = poll();
    if (exchange.isReplyRequested() && exchange.isStreaming()) {
      status(false);
      state = poll();
    }
    return exchange.isDone() || !exchange.isEmpty() ? PollState.OK : state;
  }

  private PollState poll() {
    PollState state = turn.poll(exchange);
    if (state == PollState.READ && exchange.isEmpty()) {
      state = turn.poll(exchange); // the one before may have written only
    }
    if (exchange.messages() != messagesSeen) {
      messagesSeen = exchange.messages();
      communicated = Instant.now();
    }
    return state;
  }

  /** How many nanoseconds from now the next status is due; none if it is due already. */
  long statusDueIn() {
    return Math.max(0, turn.step(() -> statusNanos - (System.nanoTime() - lastStatus)));
  }

  private boolean isStatusDue() {
    return exchange.isStreaming() && System.nanoTime() - lastStatus >= statusNanos;
  }

  private void status(boolean reply) {
    /* Nothing lies between what has come and what the server has looked at since: who has all of
    the former has the latter too, and the server need not keep it. */
    long idle = exchange.idleEnd();
    if (idle != 0 && exchange.isEmpty()) {
      long received = exchange.received();
      boolean applies = Long.compareUnsigned(applied, received) >= 0;
      if (Long.compareUnsigned(flushed, received) >= 0) {
        advance(idle, idle, applies ? idle : 0);
      }
    }
    Instant now = Instant.now();
    exchange.status(written, flushed, applied, ReplicationClock.micros(now), reply);
    lastStatus = System.nanoTime();
    told = now;
    communicated = now;
  }

  private void advance(long write, long flush, long apply) {
    written = later(later(written, write), flush);
    flushed = later(flushed, flush);
    applied = later(applied, apply);
  }

  private static long later(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  /** Takes note of how far this side is, and tells the server if it is to know now. */
  void feedback(Lsn write, Lsn flush, Lsn apply, boolean reply, boolean force) {
    turn.step(
        () -> {
          advance(write.value(), flush.value(), apply.value());
          if (!over && (reply || force || isStatusDue())) {
            status(reply);
            turn.poll(exchange);
          }
          return this;
        });
  }

  /** Tells the server how far this side is and ends the stream; the connection is ready then. */
  void stop() {
    boolean last =
        turn.step(
            () -> {
              if (over) {
                return false;
              }
              if (exchange.isStreaming()) {
                status(false);
                exchange.leave();
              }
              return true;
            });
    if (last) {
      try {
        turn.await(exchange);
      } finally {
        turn.step(this::finish);
      }
      turn.raise(exchange);
    }
  }

  /** Gives the connection up, from whichever thread; what was confirmed is told before. */
  void abandon() {
    turn.step(
        () -> {
          if (!over && exchange.isStreaming()) {
            status(false);
          }
          turn.abandon();
          return finish();
        });
  }

  private boolean finish() {
    if (!over) {
      over = true;
      turn.close();
    }
    return true;
  }

  Lsn walEnd() {
    return new Lsn(turn.step(exchange::walEnd));
  }

  /** The position up to which this side has confirmed. */
  Lsn flushed() {
    return new Lsn(turn.step(() -> flushed));
  }

  /** When the server was last told how far this side is, or the stream began: nanoTime's. */
  long lastStatus() {
    return turn.step(() -> lastStatus);
  }

  Instant communicated() {
    return communicated;
  }

  Instant told() {
    return told;
  }
}
