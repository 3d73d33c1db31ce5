// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.replication.ChangeStreamOptions.SlotCreation;

/**
 * The changes of a database as they are committed, as objects: change data capture over the output
 * plugin {@code pgoutput}.
 *
 * <pre>{@code
 * try (ChangeStream changes =
 *     ChangeStream.open(dsn, ChangeStreamOptions.of("orders_copy", "orders").createSlot())) {
 *   for (LogicalMessage each : changes) {
 *     if (each instanceof LogicalMessage.Insert insert) {
 *       keep(insert.newRow().as(Order.class));
 *     } else if (each instanceof LogicalMessage.Commit commit) {
 *       makeSafe();
 *       changes.confirm(commit.endLsn());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p><b>What is guaranteed.</b> Transactions come in the order of their commits. One whose {@link
 * LogicalMessage.Commit#endLsn} was confirmed does not come again, once the server knows; every
 * other one comes, and comes again to who opens a stream on the slot anew after a failure of either
 * side. So each is seen at least once, some twice: who must not do a thing twice keeps the endLsn
 * with what it does.
 *
 * <p>The stream starts with the first read. While it is open a thread of its own tells the server
 * from time to time that we are there, so a consumer may take as long as it likes over a message;
 * meanwhile the server keeps its log. Little is held here: see {@link ReplicationCursor}.
 *
 * <p>To be read by one thread at a time, in one way; {@link #confirm} and {@link #close} are for
 * any.
 */
public final class ChangeStream implements Iterable<LogicalMessage>, AutoCloseable {
  private final ReplicationConnection connection;
  private final ReplicationCursor cursor;
  private final ChangeStreamOptions options;
  private final PgOutput output;
  private final @Nullable ReplicationSlot created;
  private @Nullable Thread heart;
  private volatile boolean closed;

  private ChangeStream(
      ReplicationConnection connection,
      ReplicationCursor cursor,
      ChangeStreamOptions options,
      @Nullable ReplicationSlot created) {
    this.connection = connection;
    this.cursor = cursor;
    this.options = options;
    this.output = PgOutput.of(connection);
    this.created = created;
  }

  /** Connects, and creates what the options ask for. */
  public static ChangeStream open(String dsn, ChangeStreamOptions options) {
    return open(dsn, options, connect -> {});
  }

  /**
   * Connects, and creates what the options ask for.
   *
   * @param dsn as for {@link ReplicationConnection#logical(String)}
   * @param connect more options for the connection, which win over the string
   * @throws org.psycopg4j.errors.DatabaseException if the server refuses
   */
  public static ChangeStream open(
      String dsn, ChangeStreamOptions options, Consumer<ConnectOptions> connect) {
    ReplicationConnection connection = ReplicationConnection.logical(dsn, connect);
    try {
      ReplicationCursor cursor = connection.cursor();
      createPublication(cursor, options);
      return new ChangeStream(connection, cursor, options, createSlot(cursor, options));
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }

  private static void createPublication(ReplicationCursor cursor, ChangeStreamOptions options) {
    List<String> tables = options.tables();
    if (tables != null
        && cursor
            .execute("SELECT FROM pg_publication WHERE pubname = %s", options.publication())
            .fetchAll()
            .isEmpty()) {
      cursor.execute(
          "CREATE PUBLICATION "
              + cursor.connection().quoteIdent(options.publication())
              + (tables.isEmpty() ? " FOR ALL TABLES" : " FOR TABLE " + String.join(", ", tables)));
    }
  }

  private static @Nullable ReplicationSlot createSlot(
      ReplicationCursor cursor, ChangeStreamOptions options) {
    if (options.slotCreation() == SlotCreation.TEMPORARY) {
      return cursor.createTemporaryReplicationSlot(
          options.slot(), ReplicationType.LOGICAL, "pgoutput");
    }
    boolean missing =
        options.slotCreation() == SlotCreation.IF_MISSING
            && cursor
                .execute("SELECT FROM pg_replication_slots WHERE slot_name = %s", options.slot())
                .fetchAll()
                .isEmpty();
    return missing ? cursor.createReplicationSlot(options.slot(), "pgoutput") : null;
  }

  /**
   * The slot that was created, null if it was there. Until the first read its {@link
   * ReplicationSlot#snapshotName} shows the tables just as they were before the first change: what
   * is copied in a transaction with {@code SET TRANSACTION SNAPSHOT} and what comes here fit
   * together without a gap and without an overlap.
   */
  public @Nullable ReplicationSlot createdSlot() {
    return created;
  }

  /** How values are read, for types of the database's own. */
  public ReplicationConnection connection() {
    return connection;
  }

  /**
   * Confirms all transactions up to a position, a {@link LogicalMessage.Commit#endLsn}: they are
   * safe with us and need not come again. The server is told when it is time, and at the end.
   */
  public void confirm(Lsn endLsn) {
    cursor.sendFeedback(endLsn);
  }

  /** As {@link #confirm}, and has the server told now. */
  public void confirmNow(Lsn endLsn) {
    cursor.sendFeedback(Lsn.ZERO, endLsn, Lsn.ZERO, false, true);
  }

  /**
   * The next message, null if none has come in time, or the stream was closed.
   *
   * @throws QueryCanceledException if the thread was interrupted, whose flag stays set
   * @throws org.psycopg4j.errors.OperationalException if the server has gone away
   */
  public @Nullable LogicalMessage next(Duration timeout) {
    long start = System.nanoTime();
    try {
      start();
      while (!closed) {
        ReplicationMessage message = cursor.readMessage();
        if (message != null) {
          return output.decode(message);
        }
        long left = timeout.toNanos() - (System.nanoTime() - start);
        if (left <= 0 || !cursor.isReplicating()) {
          return null;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new QueryCanceledException("interrupted while waiting for changes");
        }
        cursor.awaitMessage(Duration.ofNanos(left));
      }
      return null;
    } catch (PsycopgException e) {
      if (closed) {
        return null; // under this thread's feet
      }
      throw e;
    }
  }

  private void start() {
    if (heart != null || closed) {
      return;
    }
    cursor.startReplication(
        ReplicationOptions.slot(options.slot())
            .startLsn(options.startLsn())
            .statusInterval(options.statusInterval())
            .options(
                options
                    .output()
                    .apply(PgOutputOptions.publications(options.publication()))
                    .toMap()));
    heart = Heartbeat.start(cursor);
  }

  /**
   * The messages as they come. {@code hasNext} waits for one, for as long as it takes; it is false
   * once the stream was closed. It raises what {@link #next(Duration)} does.
   */
  @Override
  public Iterator<LogicalMessage> iterator() {
    return new Iterator<>() {
      private @Nullable LogicalMessage ahead;

      @Override
      public boolean hasNext() {
        while (ahead == null && !closed) {
          ahead = ChangeStream.this.next(Duration.ofHours(1));
        }
        return ahead != null;
      }

      @Override
      public LogicalMessage next() {
        if (!hasNext() || ahead == null) {
          throw new NoSuchElementException();
        }
        LogicalMessage next = ahead;
        ahead = null;
        return next;
      }
    };
  }

  /**
   * The messages for one subscriber, who gets as many as it asks for: no more are read from the
   * server. A thread of the publisher's waits for them and calls the subscriber. A failure is its
   * {@code onError}; {@link #close} completes it. A second subscriber is refused.
   */
  public Flow.Publisher<LogicalMessage> publisher() {
    return new ChangePublisher(this);
  }

  /** Whether it was closed. */
  boolean isClosed() {
    return closed;
  }

  /** Tells the server what is confirmed and closes the connection; who waits here gets no more. */
  @Override
  public void close() {
    closed = true;
    Thread beating = heart;
    if (beating != null) {
      beating.interrupt();
    }
    connection.close();
  }
}
