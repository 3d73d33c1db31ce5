// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.ParameterException;

/**
 * What a {@link ConnectionPool} is to be like, in the words of psycopg 3's {@code psycopg_pool}. It
 * is given to a piece of code once, which says what is not to be as it is by default; each method
 * returns the same object.
 *
 * <p>Durations are from 0 to 100 years, numbers not negative: anything else is a {@link
 * ParameterException}. For one thread.
 */
public final class PoolOptions {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private String name = "psycopg4j-pool-" + COUNT.incrementAndGet();
  private int minSize = 4;
  private int maxSize = -1;
  private Duration timeout = Duration.ofSeconds(30);
  private int maxWaiting;
  private Duration maxLifetime = Duration.ofHours(1);
  private Duration maxIdle = Duration.ofMinutes(10);
  private Duration reconnectTimeout = Duration.ofMinutes(5);
  private int numWorkers = 3;
  private boolean readWrite;
  private Consumer<ConnectOptions> connect = options -> {};
  private @Nullable Consumer<Connection> configure;
  private @Nullable Consumer<Connection> check;
  private @Nullable Consumer<Connection> reset;
  private Consumer<ConnectionPool> reconnectFailed = pool -> {};
  private @Nullable Duration leakAfter;
  private Consumer<ConnectionLeak> onLeak = ConnectionLeak::log;
  private @Nullable EventLoop loop;

  PoolOptions() {}

  /** What the pool is called, in messages and as its threads' name; {@code psycopg4j-pool-1} … */
  public PoolOptions name(String value) {
    name = Objects.requireNonNull(value, "name");
    return this;
  }

  /**
   * How many connections are kept open, borrowed or not; 4 by default.
   *
   * @throws ParameterException if it is negative
   */
  public PoolOptions minSize(int value) {
    minSize = notNegative(value, "minSize");
    return this;
  }

  /**
   * How many connections there may be at a time; as many as {@link #minSize} by default.
   *
   * @throws ParameterException if it is not positive
   */
  public PoolOptions maxSize(int value) {
    maxSize = positive(value, "maxSize");
    return this;
  }

  /** How long who asks for a connection waits for one, unless it says itself; 30 s by default. */
  public PoolOptions timeout(Duration value) {
    timeout = notNegative(value, "timeout");
    return this;
  }

  /** How many may wait; 0, the default, is any number. */
  public PoolOptions maxWaiting(int value) {
    maxWaiting = notNegative(value, "maxWaiting");
    return this;
  }

  /**
   * How old a connection gets, less up to 5 % by chance, so that they don't all go at once; an hour
   * by default. One that is borrowed goes when it is returned.
   */
  public PoolOptions maxLifetime(Duration value) {
    maxLifetime = notNegative(value, "maxLifetime");
    return this;
  }

  /** How long a connection above {@link #minSize} stays idle; 10 minutes by default. */
  public PoolOptions maxIdle(Duration value) {
    maxIdle = notNegative(value, "maxIdle");
    return this;
  }

  /** How long connecting may fail before {@link #reconnectFailed} is told; 5 min by default. */
  public PoolOptions reconnectTimeout(Duration value) {
    reconnectTimeout = notNegative(value, "reconnectTimeout");
    return this;
  }

  /**
   * How many threads open connections, and call hooks for who can't wait; 3 by default.
   *
   * @throws ParameterException if it is not positive
   */
  public PoolOptions numWorkers(int value) {
    numWorkers = positive(value, "numWorkers");
    return this;
  }

  /**
   * Has the pool keep only connections that can write: one to a standby, or where {@code
   * default_transaction_read_only} is on, is refused and tried again, and one that has become so is
   * dropped, with those beside it. So the pool follows a primary that has moved.
   */
  public PoolOptions readWrite() {
    readWrite = true;
    return this;
  }

  /**
   * What to connect with, besides the connection string: called before each connection is opened,
   * so a password may be another one each time.
   */
  public PoolOptions connect(Consumer<ConnectOptions> value) {
    connect = Objects.requireNonNull(value, "connect");
    return this;
  }

  /**
   * Prepares each new connection before its first use. What it registers and sets with the
   * connection's methods (types, autocommit, isolation level, time limits, handlers, the statement
   * log) is how every borrower finds it; a transaction that it leaves open is rolled back. A
   * connection for which it throws is not used.
   */
  public PoolOptions configure(Consumer<Connection> value) {
    configure = Objects.requireNonNull(value, "configure");
    return this;
  }

  /**
   * Tries each connection before it is lent; one for which it throws is replaced by another. {@link
   * ConnectionPool#checkConnection} is one that asks the server. Without a check the pool looks
   * whether the server has hung up, which takes no round trip.
   */
  public PoolOptions check(Consumer<Connection> value) {
    check = Objects.requireNonNull(value, "check");
    return this;
  }

  /**
   * Cleans each connection that is returned, after the end of its transaction; one for which it
   * throws is closed. {@code Connection::reset} is one: without it, what a borrower has set or made
   * by SQL (SET, temporary tables, LISTEN, advisory locks …) stays in the session.
   */
  public PoolOptions reset(Consumer<Connection> value) {
    reset = Objects.requireNonNull(value, "reset");
    return this;
  }

  /**
   * Who is told when no connection could be opened for {@link #reconnectTimeout}, once until one
   * can be. The pool goes on trying.
   */
  public PoolOptions reconnectFailed(Consumer<ConnectionPool> value) {
    reconnectFailed = Objects.requireNonNull(value, "reconnectFailed");
    return this;
  }

  /**
   * Has every connection that is borrowed for longer than this told to {@link #onLeak}, with the
   * stack of who has borrowed it, which takes some microseconds for each.
   *
   * @throws ParameterException if it is not positive
   */
  public PoolOptions leakAfter(Duration value) {
    if (value.isZero()) {
      throw wrong("leakAfter has to be positive, but is 0");
    }
    leakAfter = notNegative(value, "leakAfter");
    return this;
  }

  /**
   * Who is told of connections that are out for too long, or that were lost without being returned:
   * these are closed and replaced. By default a warning is logged.
   */
  public PoolOptions onLeak(Consumer<ConnectionLeak> value) {
    onLeak = Objects.requireNonNull(value, "onLeak");
    return this;
  }

  /** Which loop serves the connections of {@link ConnectionPool#asyncConnection()}. */
  public PoolOptions loop(EventLoop value) {
    loop = Objects.requireNonNull(value, "loop");
    return this;
  }

  private static int notNegative(int value, String name) {
    if (value < 0) {
      throw wrong(name + " has to be 0 or more, but is " + value);
    }
    return value;
  }

  private static int positive(int value, String name) {
    if (value < 1) {
      throw wrong(name + " has to be 1 or more, but is " + value);
    }
    return value;
  }

  static Duration notNegative(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw wrong(name + " has to be from 0 to 100 years, but is " + value);
    }
    return value;
  }

  static ParameterException wrong(String message) {
    return new ParameterException(ParameterException.Kind.VALUE, message);
  }

  static int requireSizes(int min, int max) {
    notNegative(min, "minSize");
    positive(max, "maxSize");
    if (max < min) {
      throw wrong("maxSize has to be minSize (%d) or more, but is %d".formatted(min, max));
    }
    return max;
  }

  String name() {
    return name;
  }

  int minSize() {
    return minSize;
  }

  int maxSize() {
    return maxSize > 0 ? maxSize : requireSizes(minSize, Math.max(1, minSize));
  }

  int maxSizeOrNone() {
    return maxSize > 0 ? maxSize : Integer.MAX_VALUE;
  }

  Duration timeout() {
    return timeout;
  }

  int maxWaiting() {
    return maxWaiting;
  }

  Duration maxLifetime() {
    return maxLifetime;
  }

  Duration maxIdle() {
    return maxIdle;
  }

  Duration reconnectTimeout() {
    return reconnectTimeout;
  }

  int numWorkers() {
    return numWorkers;
  }

  boolean isReadWrite() {
    return readWrite;
  }

  Consumer<ConnectOptions> connect() {
    return connect;
  }

  @Nullable Consumer<Connection> configure() {
    return configure;
  }

  @Nullable Consumer<Connection> check() {
    return check;
  }

  @Nullable Consumer<Connection> reset() {
    return reset;
  }

  Consumer<ConnectionPool> reconnectFailed() {
    return reconnectFailed;
  }

  @Nullable Duration leakAfter() {
    return leakAfter;
  }

  Consumer<ConnectionLeak> onLeak() {
    return onLeak;
  }

  @Nullable EventLoop loop() {
    return loop;
  }
}
