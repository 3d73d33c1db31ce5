// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionInfo;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TypeRegistry;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.types.Scope;

/**
 * A connection for replication: {@link #logical} is psycopg2's {@code LogicalReplicationConnection}
 * and {@link #physical} its {@code PhysicalReplicationConnection} (manual: "Streaming Replication
 * Protocol").
 *
 * <p>It takes replication commands; a logical one is in a database and takes SQL as well. There are
 * no transactions: every command is by itself, and what sets transactions up on other connections
 * ({@code set_session}, {@code set_isolation_level}, {@code autocommit}, {@code reset}) is not
 * there, as in psycopg2. One stream at a time can be under way.
 *
 * <p>Any thread may call its methods. {@link #close} ends a stream, whichever thread consumes it.
 */
public final class ReplicationConnection implements Scope, AutoCloseable {
  private final Connection connection;
  private final ReplicationType replicationType;
  private final AtomicReference<@Nullable ReplicationStream> stream = new AtomicReference<>();

  private ReplicationConnection(Connection connection, ReplicationType replicationType) {
    this.connection = connection;
    this.replicationType = replicationType;
  }

  /**
   * Opens a connection for logical replication of the database that the string names.
   *
   * @param dsn as for {@link Psycopg#connect(String)}
   * @throws org.psycopg4j.errors.OperationalException if there is no server or it refuses: the role
   *     needs the REPLICATION attribute
   */
  public static ReplicationConnection logical(String dsn) {
    return logical(dsn, options -> {});
  }

  /** As {@link #logical(String)}, with options that win over the string. */
  public static ReplicationConnection logical(String dsn, Consumer<ConnectOptions> options) {
    Connection connection =
        Psycopg.connect(dsn, options.andThen(all -> all.set("replication", "database")));
    return new ReplicationConnection(connection, ReplicationType.LOGICAL);
  }

  /**
   * Opens a connection for physical replication of the whole server; it takes no SQL.
   *
   * @param dsn as for {@link Psycopg#connect(String)}; the database it names does not matter
   * @throws org.psycopg4j.errors.OperationalException if there is no server or it refuses: the role
   *     needs the REPLICATION attribute, and pg_hba.conf a line for {@code replication}
   */
  public static ReplicationConnection physical(String dsn) {
    return physical(dsn, options -> {});
  }

  /** As {@link #physical(String)}, with options that win over the string. */
  public static ReplicationConnection physical(String dsn, Consumer<ConnectOptions> options) {
    // What a password file, say, calls the database that is none.
    String nowhere = Psycopg.makeDsn(dsn, Map.of("dbname", "replication"));
    Connection connection =
        Psycopg.connect(nowhere, options.andThen(all -> all.set("replication", "true")));
    return new ReplicationConnection(connection, ReplicationType.PHYSICAL);
  }

  /**
   * The replication side of a connection that was opened with the keyword {@code replication}. It
   * is the same connection: to close one is to close the other.
   *
   * @param type what it was opened for: {@code replication=database} is LOGICAL, {@code true}
   *     PHYSICAL
   */
  public static ReplicationConnection of(Connection connection, ReplicationType type) {
    return new ReplicationConnection(connection, type);
  }

  /** A new cursor, for commands and for the stream. */
  public ReplicationCursor cursor() {
    return new ReplicationCursor(this, connection.cursor());
  }

  /** What this connection is for ({@code replication_type}). */
  public ReplicationType replicationType() {
    return replicationType;
  }

  /** True: every command is by itself. */
  public boolean autocommit() {
    return connection.autocommit();
  }

  /** How values travel on this connection, where it is not as everywhere. */
  public TypeRegistry types() {
    return connection.types();
  }

  /** What is known of the connection. */
  public ConnectionInfo info() {
    return connection.info();
  }

  /** The last notices of the server's. */
  public List<String> notices() {
    return List.copyOf(connection.notices());
  }

  /** As {@link Connection#cancel}: a stream that is under way ends with QueryCanceled. */
  public void cancel() {
    connection.cancel();
  }

  /** The socket to select on: see {@link ReplicationCursor#channel}. */
  public SelectableChannel channel() {
    return connection.channel();
  }

  /** 0 if the connection is open, 1 if it was closed here, 2 if it is broken. */
  public int closed() {
    return connection.closed();
  }

  /**
   * Closes the connection, and with it a stream that is under way: what was confirmed is told to
   * the server before. Who waits in the stream gets an error. Closing again does nothing.
   */
  @Override
  public void close() {
    ReplicationStream current = stream.getAndSet(null);
    if (current != null) {
      current.abandon();
    }
    connection.close();
  }

  @Override
  public String encoding() {
    return connection.encoding();
  }

  @Override
  public int serverVersion() {
    return connection.serverVersion();
  }

  @Override
  public String quoteIdent(String name) {
    return connection.quoteIdent(name);
  }

  @Override
  public String quote(@Nullable Object value) {
    return connection.quote(value);
  }

  @Override
  public @Nullable Object cast(long oid, @Nullable String text) {
    return connection.cast(oid, text);
  }

  /** What the connection is and whether it is open; never a password. */
  @Override
  public String toString() {
    return connection.toString();
  }

  Connection connection() {
    return connection;
  }

  Dialogue dialogue() {
    return Dialogues.of(connection);
  }

  /** Raises an error if a stream is under way. */
  void requireIdle() {
    ReplicationStream current = stream.get();
    if (current != null && !current.isOver()) {
      throw new ProgrammingException(
          "the connection is busy: start_replication is under way on it");
    }
  }

  /** Takes note of the stream that is under way. */
  void streams(ReplicationStream started) {
    stream.set(started);
  }
}
