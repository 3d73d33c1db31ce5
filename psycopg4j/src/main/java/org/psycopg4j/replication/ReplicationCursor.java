// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Column;
import org.psycopg4j.Cursor;
import org.psycopg4j.Query;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.internal.engine.WalData;

/**
 * Executes replication commands and reads the stream that {@link #startReplication} starts ({@code
 * psycopg2.extras.ReplicationCursor}).
 *
 * <p><b>Feedback.</b> The server keeps its log from the position on that was confirmed by {@link
 * #sendFeedback}, and sends what comes after it again to who starts anew. The position goes to the
 * server every {@linkplain ReplicationOptions#statusInterval status interval} and whenever the
 * server asks, while somebody is in {@link #consumeStream} or {@link #awaitMessage} or calls {@link
 * #readMessage}. A consumer that keeps a message for longer than the server's {@code
 * wal_sender_timeout} has to call {@link #sendFeedback} in between, from whichever thread, or the
 * server hangs up. Once everything that has come is confirmed, so is what the server says it has
 * nothing for us in.
 *
 * <p>Of a stream at most some 256 kB wait here to be read, or one message that is larger; the rest
 * waits in the server.
 *
 * <p>Not for several threads at a time, but for {@link #sendFeedback} and what only tells
 * something.
 */
public final class ReplicationCursor implements AutoCloseable {
  private static final Pattern LOGICAL = Pattern.compile("(?i)\\bLOGICAL\\b");

  private final ReplicationConnection connection;
  private final Cursor<Row> cursor;
  private final AtomicBoolean consuming = new AtomicBoolean();
  private volatile @Nullable ReplicationStream stream;
  private Duration statusInterval = Duration.ofSeconds(10);

  ReplicationCursor(ReplicationConnection connection, Cursor<Row> cursor) {
    this.connection = connection;
    this.cursor = cursor;
  }

  /**
   * Executes a command that is no stream, such as {@code IDENTIFY_SYSTEM} or, on a logical
   * connection, SQL.
   *
   * @return this cursor
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   */
  public ReplicationCursor execute(String sql) {
    connection.requireIdle();
    cursor.execute(sql);
    return this;
  }

  /** Executes SQL with arguments for {@code %s}; see {@link Cursor#execute(String, Object...)}. */
  public ReplicationCursor execute(String sql, @Nullable Object... arguments) {
    connection.requireIdle();
    cursor.execute(sql, arguments);
    return this;
  }

  /** Executes a composed command; as {@link #execute(String)}. */
  public ReplicationCursor execute(Query query) {
    connection.requireIdle();
    cursor.execute(query);
    return this;
  }

  /** The next row of the last command's answer, null after the last. */
  public @Nullable Row fetchOne() {
    return cursor.fetchOne();
  }

  /** The rows that are left of the last command's answer. */
  public List<Row> fetchAll() {
    return cursor.fetchAll();
  }

  /** The columns of the last command's answer, null if it had none. */
  public @Nullable List<Column> description() {
    return cursor.description();
  }

  /** What the last command did, in the server's words. */
  public @Nullable String statusMessage() {
    return cursor.statusMessage();
  }

  /**
   * Creates a slot of the connection's kind: of a physical connection, as a logical one has to name
   * an output plugin.
   */
  public ReplicationSlot createReplicationSlot(String name) {
    return createReplicationSlot(name, connection.replicationType(), null);
  }

  /**
   * Creates a logical slot on a logical connection.
   *
   * @param outputPlugin what is to tell the changes: {@code pgoutput}, {@code test_decoding} …
   */
  public ReplicationSlot createReplicationSlot(String name, String outputPlugin) {
    return createReplicationSlot(name, connection.replicationType(), outputPlugin);
  }

  /**
   * Creates a replication slot, which stays on the server until it is dropped, and keeps its log.
   * The answer's row can also be fetched, as in psycopg2.
   *
   * @param outputPlugin of a logical slot; null of a physical one
   * @throws ProgrammingException if the plugin is missing, or is there and should not be
   * @throws org.psycopg4j.errors.DatabaseException if the server refuses
   */
  public ReplicationSlot createReplicationSlot(
      String name, ReplicationType type, @Nullable String outputPlugin) {
    return create(ReplicationCommands.createSlot(name, type, outputPlugin, false));
  }

  /**
   * Creates a slot that is gone with the connection.
   *
   * @param outputPlugin of a logical slot; null of a physical one
   */
  public ReplicationSlot createTemporaryReplicationSlot(
      String name, ReplicationType type, @Nullable String outputPlugin) {
    return create(ReplicationCommands.createSlot(name, type, outputPlugin, true));
  }

  private ReplicationSlot create(String command) {
    Row row = execute(command).cursor.fetchOne();
    cursor.scroll(-1);
    if (row == null) {
      throw new InterfaceException("the server did not tell what slot it has created");
    }
    String name = row.getString("slot_name");
    String point = row.getString("consistent_point");
    return new ReplicationSlot(
        name == null ? "" : name,
        point == null ? Lsn.ZERO : Lsn.of(point),
        row.getString("snapshot_name"),
        row.getString("output_plugin"));
  }

  /** Drops a replication slot, which nobody may be using. */
  public void dropReplicationSlot(String name) {
    execute(ReplicationCommands.dropSlot(name));
  }

  /** Starts physical replication without a slot, from the current position of the log. */
  public void startReplication() {
    startReplication(ReplicationOptions.withoutSlot());
  }

  /** Starts replication from a slot, where it was left. */
  public void startReplication(String slot) {
    startReplication(ReplicationOptions.slot(slot));
  }

  /** Starts replication from a slot, where it was left, with options for its output plugin. */
  public void startReplication(String slot, Map<String, ? extends @Nullable Object> options) {
    startReplication(ReplicationOptions.slot(slot).options(options));
  }

  /**
   * Starts replication. Until it ends the connection takes nothing else.
   *
   * @throws ProgrammingException if the options don't fit together, or a stream is under way
   * @throws org.psycopg4j.errors.DatabaseException if the server refuses
   */
  public void startReplication(ReplicationOptions options) {
    ReplicationType asked = options.type();
    ReplicationType type = asked == null ? connection.replicationType() : asked;
    String command = ReplicationCommands.start(options, type);
    start(command, type == ReplicationType.PHYSICAL, options.statusInterval());
  }

  /** Starts replication by a command that is sent as it is ({@code start_replication_expert}). */
  public void startReplicationExpert(String command) {
    startReplicationExpert(context -> command, Duration.ofSeconds(10));
  }

  /**
   * Starts replication by a composed command.
   *
   * @param interval as for {@link ReplicationOptions#statusInterval}
   */
  public void startReplicationExpert(Query command, Duration interval) {
    ReplicationOptions.requireSecond(interval, "status_interval");
    String text = command.asString(cursor);
    start(text, !LOGICAL.matcher(text).find(), interval);
  }

  private void start(String command, boolean physical, Duration interval) {
    connection.requireIdle();
    try {
      ReplicationStream started =
          ReplicationStream.start(connection.dialogue(), command, physical, interval);
      statusInterval = interval;
      connection.streams(started);
      stream = started;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /** As {@link #consumeStream(Consumer, Duration)}, with the status interval of the start. */
  public void consumeStream(Consumer<? super ReplicationMessage> consumer) {
    consume(consumer, null);
  }

  /**
   * Hands each message to the consumer as it comes, until the consumer throws {@link
   * StopReplication}, which ends it quietly, or anything else, which is thrown on; or the server
   * ends the stream. The stream is over then, and the connection takes commands again; in psycopg2
   * it takes none.
   *
   * <p>An interrupt of the waiting thread ends the stream too.
   *
   * @param keepaliveInterval how often the server is told how far we are, unless the status
   *     interval is shorter
   * @throws ProgrammingException if replication has not been started, or this is called by a
   *     consumer
   * @throws QueryCanceledException if the thread was interrupted, whose flag stays set
   * @throws org.psycopg4j.errors.OperationalException if the server has gone away
   */
  public void consumeStream(
      Consumer<? super ReplicationMessage> consumer, Duration keepaliveInterval) {
    consume(consumer, keepaliveInterval);
  }

  private void consume(
      Consumer<? super ReplicationMessage> consumer, @Nullable Duration keepaliveInterval) {
    if (keepaliveInterval != null) {
      ReplicationOptions.requireSecond(keepaliveInterval, "keepalive_interval");
    }
    if (!consuming.compareAndSet(false, true)) {
      throw new ProgrammingException(
          "consume_stream cannot be used when already in the consume loop");
    }
    try {
      ReplicationStream current = stream;
      if (current == null || current.isOver()) {
        throw new ProgrammingException(
            "consume_stream: not replicating, call start_replication first");
      }
      loop(current, consumer, keepaliveInterval);
    } catch (StopReplication e) {
      stopReplication();
    } catch (RuntimeException | Error e) {
      stopAfter(e);
      throw e;
    } finally {
      consuming.set(false);
    }
  }

  private void loop(
      ReplicationStream current,
      Consumer<? super ReplicationMessage> consumer,
      @Nullable Duration keepaliveInterval) {
    long nanos = (keepaliveInterval == null ? statusInterval : keepaliveInterval).toNanos();
    while (true) {
      ReplicationMessage message = readMessage();
      if (message != null) {
        consumer.accept(message);
      } else if (current.isOver()) {
        return;
      } else if (Thread.currentThread().isInterrupted()) {
        throw new QueryCanceledException("interrupted while waiting for replication messages");
      } else {
        awaitMessage(current, nanos);
      }
    }
  }

  private void awaitMessage(ReplicationStream current, long nanos) {
    current.await(nanos);
    if (System.nanoTime() - current.lastStatus() >= nanos) {
      current.feedback(Lsn.ZERO, Lsn.ZERO, Lsn.ZERO, false, true);
    }
  }

  /* The consumer's error counts. An interrupt is put off, or it would cancel the good-bye. */
  private void stopAfter(Throwable reason) {
    boolean interrupted = Thread.interrupted();
    try {
      stopReplication();
    } catch (PsycopgException e) {
      if (e != reason) {
        reason.addSuppressed(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The next message, null if there is none at the moment or the stream is over. Does not wait; use
   * {@link #awaitMessage} before the next call then. Sends feedback if it is due or asked for.
   *
   * @throws ProgrammingException if replication has not been started
   * @throws org.psycopg4j.errors.DatabaseException if the stream has ended with an error
   */
  public @Nullable ReplicationMessage readMessage() {
    ReplicationStream current = stream;
    if (current == null) {
      throw new ProgrammingException("read_message: not replicating, call start_replication first");
    }
    try {
      WalData data = current.next();
      return data == null
          ? null
          : new ReplicationMessage(this, data, connection.dialogue().dialect().decoding());
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /**
   * Waits until {@link #readMessage} may have something, the stream has ended, the time has passed
   * or the thread is interrupted, whose flag stays set. Sends feedback meanwhile when it is due or
   * asked for. This is {@code select([cursor], [], [], timeout)} in psycopg2.
   */
  public void awaitMessage(Duration timeout) {
    ReplicationStream current = stream;
    if (current != null) {
      current.await(timeout.toNanos());
    }
  }

  /** Whether a stream is under way. */
  public boolean isReplicating() {
    ReplicationStream current = stream;
    return current != null && !current.isOver();
  }

  /**
   * Ends the stream, after the server was told what is confirmed; messages that nobody has read are
   * dropped. The connection takes commands again. Does nothing if none is under way.
   *
   * <p>A server ends another logical stream on the same connection as soon as it begins, with an
   * OperationalException here: open a new connection for it.
   *
   * @throws org.psycopg4j.errors.DatabaseException if the stream has ended with an error meanwhile
   */
  public void stopReplication() {
    ReplicationStream current = stream;
    if (current != null) {
      current.stop();
    }
  }

  /** Confirms that all up to a position is safe with us; the server is told when it is time. */
  public void sendFeedback(Lsn flush) {
    sendFeedback(Lsn.ZERO, flush, Lsn.ZERO, false, false);
  }

  /**
   * Says how far this side is. A position never goes back: one before it, or {@code 0/0}, leaves it
   * where it is. For any thread.
   *
   * @param write up to where this side has written; at least {@code flush}
   * @param flush up to where what has come is safe here: the server may forget it
   * @param apply up to where a standby has applied
   * @param reply has the server answer at once; implies {@code force}
   * @param force tells the server now and not when it is time
   */
  public void sendFeedback(Lsn write, Lsn flush, Lsn apply, boolean reply, boolean force) {
    ReplicationStream current = stream;
    if (current != null) {
      current.feedback(write, flush, apply, reply, force);
    }
  }

  /** The end of the server's log as it was told last; {@code 0/0} before. */
  public Lsn walEnd() {
    ReplicationStream current = stream;
    return current == null ? Lsn.ZERO : current.walEnd();
  }

  /** The position up to which {@link #sendFeedback} has confirmed, or idleness has. */
  public Lsn confirmed() {
    ReplicationStream current = stream;
    return current == null ? Lsn.ZERO : current.flushed();
  }

  /** When something was last heard of or said to the server; 1970 if never. */
  public Instant ioTimestamp() {
    ReplicationStream current = stream;
    return current == null ? Instant.EPOCH : current.communicated();
  }

  /** When feedback was last sent; 1970 if never. */
  public Instant feedbackTimestamp() {
    ReplicationStream current = stream;
    return current == null ? Instant.EPOCH : current.told();
  }

  /** How long it is until the next status is due; a second at least if there is no stream. */
  Duration statusDueIn() {
    ReplicationStream current = stream;
    return current == null ? Duration.ofSeconds(1) : Duration.ofNanos(current.statusDueIn());
  }

  /**
   * The socket, to select on for reading when {@link #readMessage} has had nothing ({@code
   * fileno()}): for nothing else, and its blocking mode must stay. Who selects longer than until
   * {@link #feedbackTimestamp} plus the status interval lets a status come late.
   *
   * @throws org.psycopg4j.errors.InterfaceException if the connection is closed
   */
  public SelectableChannel channel() {
    return connection.channel();
  }

  /** The connection that this cursor is of. */
  public ReplicationConnection connection() {
    return connection;
  }

  /** Ends a stream that this cursor has started, and closes the cursor. */
  @Override
  public void close() {
    try {
      stopReplication();
    } finally {
      cursor.close();
    }
  }

  /** Which cursor it is, and of which connection. */
  @Override
  public String toString() {
    return "<ReplicationCursor; connection: %s>".formatted(connection);
  }
}
